import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { listReceipts } from "#app/domain/memberships/list-receipts.server.ts";

const door = createRestDoor({
  GET: signedIn(async (actor, { params }) => ({ body: await listReceipts(actor, params["channelId"]!) })),
});

export const loader = door.loader;
export const action = door.action;
