import type { Actor } from "#app/domain/actor.ts";
import { getChannel } from "#app/domain/channels/find-channels.server.ts";
import { COMMANDS } from "#app/domain/commands/command-list.ts";
import { findDraft } from "#app/domain/drafts/find-draft.server.ts";
import { markRead } from "#app/domain/memberships/move-watermark.server.ts";
import { findMessages } from "#app/domain/messages/find-messages.server.ts";
import { listMessages } from "#app/domain/messages/list-messages.server.ts";
import { historySchema } from "#app/domain/messages/messages.schema.ts";
import { can } from "#app/domain/policy/policy.server.ts";
import type { PageArgs } from "#app/doors/page-door.server.ts";
import { createId, isId } from "#app/shared/ids.ts";
import { parseInput } from "#app/shared/schemas.ts";
import type { ChannelView, DraftView, MessagePage } from "#app/shared/views.ts";
import { findRights, requireId } from "./panel-door.server.ts";

/** A channel's page: what is said there around the place asked for, and what its reader may do and has begun to write. */
export async function loadChannelPage({ actor, params, url, request, context }: PageArgs) {
  const channelId = requireId(params["channelId"]);
  const [channel, rights] = await Promise.all([
    getChannel(actor, channelId),
    findRights(actor, channelId, ["write_read_only", "pin", "delete_message", "archive"]),
  ]);
  const conversation = channel.membership ? await loadConversation(actor, channel, url) : OUTSIDE;
  if (opensEnd(conversation.page, url, request)) await markRead(actor, { channelId, seq: channel.lastSeq });
  if (channel.membership)
    context.setCookie(`parley_last_channel=${channelId}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000`);
  return {
    channel,
    ...conversation,
    rights: {
      writesReadOnly: rights.write_read_only,
      canPin: rights.pin,
      canDelete: rights.delete_message,
      canArchive: rights.archive,
      canMentionAll: can(actor, "message.mention.all"),
    },
    commands: COMMANDS,
    showsFormatting: /(?:^|;\s*)parley_formatting=1/.test(request.headers.get("cookie") ?? ""),
    clientId: createId(),
    now: new Date().toISOString(),
  };
}

interface ConversationData {
  page: MessagePage | null;
  /** The number of the message that a link names. */
  target: number | null;
  draft: DraftView | null;
  /** What `?quote=` names, with its author. */
  quoted: Awaited<ReturnType<typeof findMessages>> | null;
}

const OUTSIDE: ConversationData = { page: null, target: null, draft: null, quoted: null };

async function loadConversation(actor: Actor, channel: ChannelView, url: URL): Promise<ConversationData> {
  const { message, ...query } = Object.fromEntries(url.searchParams);
  const history = parseInput(historySchema, message === undefined ? query : { around: message });
  const quoteId = url.searchParams.get("quote");
  const [page, draft, quoted] = await Promise.all([
    listMessages(actor, channel.id, history),
    findDraft(actor, channel.id, null),
    isId(quoteId) ? findMessages(actor, [quoteId]) : null,
  ]);
  return { page, target: message === undefined ? null : (history.around ?? null), draft, quoted };
}

/**
 * A document of the end that was opened, and not fetched ahead, has been read: without JavaScript nothing else will tell.
 * Inside the running app the page tells by itself, when it is really looked at. Who follows a link to one message, or has
 * just marked what comes after it as unread, has not read the rest.
 */
function opensEnd(page: MessagePage | null, url: URL, request: Request): boolean {
  const { headers } = request;
  const isDocument = headers.get("accept")?.includes("text/html") && !headers.has("sec-purpose");
  const isConversation = /^\/channels\/[^/]+\/?$/.test(url.pathname);
  return Boolean(page && !page.hasNewer && isDocument && isConversation && !url.searchParams.has("message"));
}
