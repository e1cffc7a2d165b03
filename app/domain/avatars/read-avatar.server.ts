import { and, eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import { storage } from "#app/platform/storage/index.server.ts";
import type { StoredFile } from "#app/platform/storage/storage.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { AVATAR_SIZES, avatarKey } from "./avatar-files.server.ts";

/** The WebP file of somebody's present picture, for whoever is signed in. Throws `not_found`. */
export async function readAvatar(userId: string, avatarId: string, size: string): Promise<StoredFile> {
  const known = AVATAR_SIZES.find((candidate) => [`${candidate}`, `${candidate}.webp`].includes(size));
  const owner = await db().query.users.findFirst({
    columns: { id: true },
    where: and(eq(users.id, userId), eq(users.avatarId, avatarId)),
  });
  const file = known && owner ? await storage().read(avatarKey(avatarId, known)) : null;
  if (!file) throw new AppError("not_found");
  return file;
}
