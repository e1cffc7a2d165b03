import type { files } from "#app/db/schema/index.ts";
import type { FileView } from "#app/shared/views.ts";

export type FileRow = typeof files.$inferSelect;

export function toFileView({ id, name, type, bytes, width, height }: FileRow): FileView {
  return { id, name, type, bytes, width, height };
}

/** What is kept of one file has a folder of its own, so that other sizes can stand beside it. */
export function fileKey(fileId: string): string {
  return `files/${fileId}/original`;
}
