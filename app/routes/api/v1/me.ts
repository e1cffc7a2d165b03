import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { deleteAccount } from "#app/domain/users/delete-account.server.ts";
import { getOwnUser, updateProfile } from "#app/domain/users/update-profile.server.ts";
import { deleteAccountSchema, updateProfileSchema } from "#app/domain/users/users.schema.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  GET: signedIn(async (actor) => ({ body: await getOwnUser(actor) })),
  PATCH: signedIn(async (actor, { body }) => ({
    body: await updateProfile(actor, parseInput(updateProfileSchema, body)),
  })),
  DELETE: signedIn(async (actor, { body }) => {
    await deleteAccount(actor, parseInput(deleteAccountSchema, body));
    return {};
  }),
});

export const loader = door.loader;
export const action = door.action;
