import type { FileView } from "./views.ts";

/** Where a file of a message is; the name is there for who keeps the address. */
export function findFileUrl({ id, name }: Pick<FileView, "id" | "name">): string {
  return `/files/${id}/${encodeURIComponent(name)}`;
}

/** Whether browsers show it as a picture. */
export function isImage({ type, width, height }: FileView): boolean {
  return type.startsWith("image/") && width !== null && height !== null;
}

/** In steps of 1024, as limits are counted. */
const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A number of bytes as people read it, e.g. "1.4 MB", in their language. */
export function formatBytes(bytes: number, locale: string): string {
  let value = bytes;
  let place = 0;
  while (value >= 1023.5 && place < UNITS.length - 1) {
    value /= 1024;
    place++;
  }
  const maximumFractionDigits = value < 10 && place > 0 ? 1 : 0;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: UNITS[place]!,
    unitDisplay: place === 0 ? "long" : "short",
    maximumFractionDigits,
  }).format(value);
}
