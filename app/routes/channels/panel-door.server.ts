import type { Actor } from "#app/domain/actor.ts";
import {
  findStanding,
  requireRight,
  type Standing,
} from "#app/domain/memberships/membership.policy.server.ts";
import { getMessage } from "#app/domain/messages/get-message.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { isId } from "#app/shared/ids.ts";
import type { MessageView } from "#app/shared/views.ts";

type ChannelAct = Parameters<typeof requireRight>[2];

/** An id in an address. Throws `not_found` for what is none. */
export function requireId(value: string | undefined): string {
  if (!isId(value)) throw new AppError("not_found");
  return value.toLowerCase();
}

/** The message of an address, which names its channel too. Throws `not_found` where the message is not in it. */
export async function requireMessage(
  actor: Actor,
  params: { channelId?: string; messageId?: string },
): Promise<MessageView> {
  const channelId = requireId(params.channelId);
  const message = await getMessage(actor, requireId(params.messageId));
  if (message.channelId !== channelId) throw new AppError("not_found");
  return message;
}

/** What of these the actor may do in a channel, so that no form is shown that would be refused. Throws `not_found`. */
export async function findRights<A extends ChannelAct>(
  actor: Actor,
  channelId: string,
  acts: readonly A[],
): Promise<Record<A, boolean>> {
  const standing = await findStanding(actor, channelId);
  const entries = acts.map((act) => [act, isAllowed(actor, standing, act)]);
  return Object.fromEntries(entries) as Record<A, boolean>;
}

function isAllowed(actor: Actor, standing: Standing, act: ChannelAct): boolean {
  try {
    requireRight(actor, standing, act);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "forbidden") return false;
    throw error;
  }
}

/** Whether a person opened a document, rather than a script that fetches data, or a browser that fetches ahead. */
export function isOpenedDocument(request: Request): boolean {
  const { headers } = request;
  return (headers.get("accept")?.includes("text/html") ?? false) && !headers.has("sec-purpose");
}
