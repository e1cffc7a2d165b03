import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { findDeletion, keepAccount } from "#app/domain/deletion/keep-account.server.ts";
import { AppError } from "#app/shared/errors.ts";

/** Open to sessions of an account that is to be deleted: GET tells when, DELETE keeps it. */
const door = createRestDoor({
  GET: signedIn(
    async (actor) => {
      const deletion = await findDeletion(actor);
      if (!deletion) throw new AppError("not_found");
      return { body: deletion };
    },
    { allow: ["deletion"] },
  ),
  DELETE: signedIn(
    async (actor) => {
      await keepAccount(actor);
      return {};
    },
    { allow: ["deletion"] },
  ),
});

export const loader = door.loader;
export const action = door.action;
