import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { files } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { findStanding } from "#app/domain/memberships/membership.policy.server.ts";
import { requireWriting } from "#app/domain/messages/messages.policy.server.ts";
import { requirePermission } from "#app/domain/policy/policy.server.ts";
import { backends } from "#app/platform/env.server.ts";
import { storage } from "#app/platform/storage/index.server.ts";
import { AppError, invalidField } from "#app/shared/errors.ts";
import { createId } from "#app/shared/ids.ts";
import { FILE_MAX_BYTES } from "#app/shared/limits.ts";
import type { FileView } from "#app/shared/views.ts";
import { cleanFileName } from "./file-name.ts";
import { fileKey, toFileView } from "./file-view.server.ts";
import { prepareFile } from "./prepare-file.server.ts";

export interface UploadFileInput {
  channelId: string;
  /** As the sender's system calls it. */
  name: string;
  bytes: Buffer;
}

/**
 * Keeps a file for a message that the actor is about to send to a channel; until then only they can read it, and after a
 * day unsent it goes. Throws as `requireWriting` and `findStanding`, `too_large`, `invalid_input` on `file` for an empty
 * file and for an image that unpacks to too much, `rate_limited` where too many are worked on. Doors count uploads, before
 * they read them.
 */
export async function uploadFile(
  actor: Actor,
  { channelId, name, bytes }: UploadFileInput,
): Promise<FileView> {
  requirePermission(actor, "message.send");
  requireWriting(actor, await findStanding(actor, channelId));
  if (bytes.length === 0) throw invalidField("file", "required");
  if (bytes.length > FILE_MAX_BYTES) throw refuseSize();
  const { content, ...found } = await prepareFile(bytes);
  const id = createId();
  const key = fileKey(id);
  // The row first: whatever happens after this, the bytes are found again and go with it.
  const [row] = await db()
    .insert(files)
    .values({
      id,
      uploaderId: actor.userId,
      channelId,
      name: cleanFileName(name),
      ...found,
      bytes: content.length,
      storage: backends().storage,
      key,
      // To the millisecond, as pages of lists tell where they end.
      createdAt: new Date(),
    })
    .returning();
  try {
    await storage().write(key, content);
  } catch (error) {
    await db().delete(files).where(eq(files.id, id));
    throw error;
  }
  return toFileView(row!);
}

function refuseSize(): AppError {
  const max = FILE_MAX_BYTES / 1024 / 1024;
  return new AppError("too_large", { errors: [{ path: "file", code: "file_too_large", params: { max } }] });
}
