import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { createInvite } from "#app/domain/invites/create-invite.server.ts";
import { createInviteSchema, listInvitesSchema } from "#app/domain/invites/invites.schema.ts";
import { listInvites } from "#app/domain/invites/list-invites.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  GET: signedIn(async (actor, { query }) => {
    const input = parseInput(listInvitesSchema, query);
    const { invites, page } = await listInvites(actor, input);
    // Nothing beyond the last page: who goes through them all knows by it where they end.
    return { body: page === input.page ? invites : [] };
  }),
  POST: signedIn(async (actor, { body }) => ({
    status: 201,
    body: await createInvite(actor, parseInput(createInviteSchema, body)),
  })),
});

export const loader = door.loader;
export const action = door.action;
