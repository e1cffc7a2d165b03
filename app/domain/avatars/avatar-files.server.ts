import type { Queryable } from "#app/db/client.server.ts";
import { removeFilesLater } from "#app/domain/files/remove-files.server.ts";

/** Edges in pixels of the squares that are kept of a picture. */
export const AVATAR_SIZES = [64, 128, 256] as const;
export type AvatarSize = (typeof AVATAR_SIZES)[number];

export function avatarKey(avatarId: string, size: AvatarSize): string {
  return `avatars/${avatarId}/${size}.webp`;
}

/** Once the transaction is committed, removes a picture that is nobody's any more. */
export async function removeAvatarFiles(transaction: Queryable, avatarId: string | null): Promise<void> {
  if (avatarId === null) return;
  await removeFilesLater(
    transaction,
    AVATAR_SIZES.map((size) => avatarKey(avatarId, size)),
  );
}
