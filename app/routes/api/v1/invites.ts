import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { createInvite } from "#app/domain/invites/create-invite.server.ts";
import { createInviteSchema } from "#app/domain/invites/invites.schema.ts";
import { listInvites } from "#app/domain/invites/list-invites.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  GET: signedIn(async (actor) => ({ body: await listInvites(actor) })),
  POST: signedIn(async (actor, { body }) => ({
    status: 201,
    body: await createInvite(actor, parseInput(createInviteSchema, body)),
  })),
});

export const loader = door.loader;
export const action = door.action;
