import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { requestDeletionSchema } from "#app/domain/deletion/deletion.schema.ts";
import { requestDeletion } from "#app/domain/deletion/request-deletion.server.ts";
import { updateProfileSchema } from "#app/domain/users/profile.schema.ts";
import { getOwnUser, updateProfile } from "#app/domain/users/update-profile.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  GET: signedIn(async (actor) => ({ body: await getOwnUser(actor) }), {
    allow: ["verify_email", "second_factor", "deletion"],
  }),
  PATCH: signedIn(async (actor, { body }) => ({
    body: await updateProfile(actor, parseInput(updateProfileSchema, body)),
  })),
  DELETE: signedIn(async (actor, { body }) => {
    await requestDeletion(actor, parseInput(requestDeletionSchema, body));
    return {};
  }),
});

export const loader = door.loader;
export const action = door.action;
