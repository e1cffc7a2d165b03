let url: string | undefined;

/** Where the server of this test file listens. */
export function serverUrl(): string {
  if (!url) throw new Error("withServer() was not called.");
  return url;
}

export function setServerUrl(next: string): void {
  url = next;
}
