import { db } from "#app/db/client.server.ts";
import type { Actor } from "#app/domain/actor.ts";
import { announceUser } from "#app/domain/users/announce-user.server.ts";
import { replaceAvatar } from "#app/domain/users/replace-avatar.server.ts";
import { toOwnUserView } from "#app/domain/users/user-view.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { storage } from "#app/platform/storage/index.server.ts";
import { AppError, invalidField } from "#app/shared/errors.ts";
import { createId } from "#app/shared/ids.ts";
import type { OwnUserView } from "#app/shared/views.ts";
import { avatarKey, removeAvatarFiles } from "./avatar-files.server.ts";
import { renderAvatar } from "./render-avatar.server.ts";
import { takeTurn } from "#app/domain/images/take-turns.server.ts";

/**
 * Makes an image the actor's picture, under an address of its own; the earlier one goes. Throws `invalid_input` on
 * `avatar` for what is no image, `rate_limited` where too many are worked on. Doors count uploads, before they read them.
 */
export async function setAvatar(actor: Actor, bytes: Buffer): Promise<OwnUserView> {
  if (bytes.length === 0) throw invalidField("avatar", "required");
  const squares = await takeTurn(() => renderAvatar(bytes));
  const avatarId = createId();
  for (const [size, square] of squares) await storage().write(avatarKey(avatarId, size), square);
  try {
    return await replacePicture(actor, avatarId);
  } catch (error) {
    // After anything but a refusal the commit may have happened, and the picture be in use.
    if (error instanceof AppError)
      for (const size of squares.keys()) await storage().remove(avatarKey(avatarId, size));
    throw error;
  }
}

/** Back to initials. Fine if there was no picture. */
export async function removeAvatar(actor: Actor): Promise<OwnUserView> {
  await consumeLimit("write by user", actor.userId);
  return replacePicture(actor, null);
}

async function replacePicture(actor: Actor, avatarId: string | null): Promise<OwnUserView> {
  const { before, after } = await db().transaction(async (transaction) => {
    const replaced = await replaceAvatar(transaction, actor.userId, avatarId);
    await removeAvatarFiles(transaction, replaced.before.avatarId);
    return replaced;
  });
  if (before.avatarId !== after.avatarId) await announceUser(actor.userId);
  return toOwnUserView(after);
}
