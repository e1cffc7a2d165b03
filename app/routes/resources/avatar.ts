import { readAvatar } from "#app/domain/avatars/read-avatar.server.ts";
import { createFileLoader, sendFile } from "#app/doors/file-door.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { isId } from "#app/shared/ids.ts";

/** Somebody's picture. Another picture has another address, so a browser may keep this one for ever. */
export const loader = createFileLoader(async (args) => {
  const { userId, avatarId, size = "" } = args.params;
  if (!isId(userId) || !isId(avatarId)) throw new AppError("not_found");
  return sendFile(args, await readAvatar(userId, avatarId, size), {
    "content-type": "image/webp",
    "cache-control": "private, max-age=31536000, immutable",
  });
});
