import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { requestVerification } from "#app/domain/verification/send-verification.server.ts";

const door = createRestDoor({
  POST: signedIn(
    async (actor, { origin }) => {
      await requestVerification(actor, origin.address);
      return { status: 202 };
    },
    { allow: ["verify_email"] },
  ),
});

export const loader = door.loader;
export const action = door.action;
