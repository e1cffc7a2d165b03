import { createRestDoor, inChannel, signedIn } from "#app/doors/rest-door.server.ts";
import { commandSchema } from "#app/domain/commands/commands.schema.ts";
import { runCommand } from "#app/domain/commands/run-command.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  POST: signedIn(async (actor, { params, body }) => ({
    body: await runCommand(actor, parseInput(commandSchema, inChannel(body, params))),
  })),
});

export const loader = door.loader;
export const action = door.action;
