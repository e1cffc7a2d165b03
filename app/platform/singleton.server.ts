const store = globalThis as unknown as { parleySingletons?: Map<string, unknown> };

/** One value per process for anything that holds a handle, so that a dev reload does not open a second one. */
export function singleton<T>(name: string, create: () => T): T {
  const values = (store.parleySingletons ??= new Map());
  if (!values.has(name)) values.set(name, create());
  return values.get(name) as T;
}
