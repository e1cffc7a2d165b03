import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { cancelScheduled } from "#app/domain/scheduled/cancel-scheduled.server.ts";
import { updateScheduledSchema } from "#app/domain/scheduled/scheduled.schema.ts";
import { updateScheduled } from "#app/domain/scheduled/update-scheduled.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  PATCH: signedIn(async (actor, { params, body }) => ({
    body: await updateScheduled(actor, params["scheduledId"]!, parseInput(updateScheduledSchema, body)),
  })),
  DELETE: signedIn(async (actor, { params }) => {
    await cancelScheduled(actor, params["scheduledId"]!);
    return {};
  }),
});

export const loader = door.loader;
export const action = door.action;
