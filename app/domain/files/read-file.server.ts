import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { files } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { findStanding } from "#app/domain/memberships/membership.policy.server.ts";
import { storage } from "#app/platform/storage/index.server.ts";
import type { ByteRange, StoredFile } from "#app/platform/storage/storage.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { FileView } from "#app/shared/views.ts";
import { toFileView, type FileRow } from "./file-view.server.ts";

export interface ReadableFile {
  file: FileView;
  /** Its bytes, or some of them. Throws `not_found` where they are gone. */
  open: (range?: ByteRange) => Promise<StoredFile>;
}

/**
 * A file for the members of the channel of its message, or for who uploaded it and has not sent it yet. Throws `not_found`
 * for anybody else, and once its message is deleted.
 */
export async function readFile(actor: Actor, fileId: string): Promise<ReadableFile> {
  const row = await db().query.files.findFirst({ where: eq(files.id, fileId) });
  if (!row || !(await mayRead(actor, row))) throw new AppError("not_found");
  return {
    file: toFileView(row),
    async open(range) {
      const stored = await storage().read(row.key, range);
      if (!stored) throw new AppError("not_found");
      return stored;
    },
  };
}

async function mayRead(actor: Actor, { channelId, messageId, uploaderId }: FileRow): Promise<boolean> {
  if (!messageId) return uploaderId === actor.userId;
  const { role } = await findStanding(actor, channelId);
  return role !== null;
}
