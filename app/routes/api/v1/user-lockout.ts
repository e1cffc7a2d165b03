import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { unlockAccount } from "#app/domain/lockouts/unlock-account.server.ts";

const door = createRestDoor({
  DELETE: signedIn(async (actor, { params }) => {
    await unlockAccount(actor, params["userId"]!);
    return {};
  }),
});

export const loader = door.loader;
export const action = door.action;
