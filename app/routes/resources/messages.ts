import type { ActionFunctionArgs } from "@remix-run/node";
import { sendMessageSchema } from "#app/domain/messages/messages.schema.ts";
import { sendMessage } from "#app/domain/messages/send-message.server.ts";
import { createFormAction } from "#app/doors/page-door.server.ts";
import { parseInput } from "#app/shared/schemas.ts";

const send = createFormAction(async ({ actor, form }) => {
  const input = { ...Object.fromEntries(form), fileIds: form.getAll("fileIds") };
  return (await sendMessage(actor, parseInput(sendMessageSchema, input))).message;
});

/** The composer's way out where no websocket gets through: the same form, answered with the message instead of a page. */
export async function action(args: ActionFunctionArgs) {
  const answer = await send(args);
  return "data" in answer ? Response.json(answer.data, answer.init ?? {}) : Response.json(answer);
}
