import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { receiveUpload } from "#app/doors/receive-upload.server.ts";
import { readFile } from "#app/doors/request-body.server.ts";
import { removeAvatar, setAvatar } from "#app/domain/avatars/set-avatar.server.ts";
import { AVATAR_MAX_BYTES } from "#app/shared/limits.ts";

/** PUT takes the image itself as the body, or as the field "avatar" of a form. */
const door = createRestDoor(
  {
    PUT: signedIn(async (actor, { request }) => ({
      body: await receiveUpload(actor, request, async () =>
        setAvatar(actor, (await readFile(request, "avatar", AVATAR_MAX_BYTES)).bytes),
      ),
    })),
    DELETE: signedIn(async (actor) => ({ body: await removeAvatar(actor) })),
  },
  { hasFiles: true },
);

export const loader = door.loader;
export const action = door.action;
