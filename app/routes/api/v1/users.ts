import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { findUsers } from "#app/domain/users/find-users.server.ts";
import { findUsersSchema } from "#app/domain/users/users.schema.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  GET: signedIn(async (actor, { query }) => ({
    body: await findUsers(actor, parseInput(findUsersSchema, query)),
  })),
});

export const loader = door.loader;
export const action = door.action;
