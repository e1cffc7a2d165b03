import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { explainNotification } from "#app/domain/notifications/explain-notification.server.ts";
import { explainNotificationSchema } from "#app/domain/notifications/notifications.schema.ts";
import { parseInput } from "#app/shared/schemas.ts";

const door = createRestDoor({
  GET: signedIn(async (actor, { params, query }) => ({
    body: await explainNotification(
      actor,
      params["messageId"]!,
      parseInput(explainNotificationSchema, query),
    ),
  })),
});

export const loader = door.loader;
export const action = door.action;
