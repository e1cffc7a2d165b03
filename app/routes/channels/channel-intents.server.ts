import { redirect } from "@remix-run/node";
import type { Actor } from "#app/domain/actor.ts";
import { getChannel } from "#app/domain/channels/find-channels.server.ts";
import { commandSchema } from "#app/domain/commands/commands.schema.ts";
import { runCommand } from "#app/domain/commands/run-command.server.ts";
import { clearDraft } from "#app/domain/drafts/clear-draft.server.ts";
import { uploadFile } from "#app/domain/files/upload-file.server.ts";
import { joinChannel } from "#app/domain/memberships/join-channel.server.ts";
import { leaveChannel } from "#app/domain/memberships/leave-channel.server.ts";
import { markAllRead } from "#app/domain/memberships/mark-all-read.server.ts";
import { markRead } from "#app/domain/memberships/move-watermark.server.ts";
import { setMembership } from "#app/domain/memberships/set-membership.server.ts";
import { sendMessageSchema } from "#app/domain/messages/messages.schema.ts";
import { sendMessage } from "#app/domain/messages/send-message.server.ts";
import { safeNextPath } from "#app/doors/page-door.server.ts";
import type { PostedFile } from "#app/doors/request-body.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { createId } from "#app/shared/ids.ts";
import { parseInput } from "#app/shared/schemas.ts";
import { findCommandName, unescapeSlash } from "#app/shared/slash.ts";
import type { CommandAnswer } from "#app/shared/views.ts";
import { answerMessageForm } from "./message-intents.server.ts";

interface ChannelForm {
  actor: Actor;
  channelId: string;
  form: URLSearchParams;
  /** What was chosen to be sent with a message. */
  files: readonly PostedFile[];
}

/** What each form that only changes one's own membership sets. */
const SETTINGS = {
  star: { starred: true },
  unstar: { starred: false },
  mute: { muted: true },
  unmute: { muted: false },
  hide: { hidden: true },
} as const;

/**
 * Carries out what a form on a channel's page asks for and answers where to go, or what a command had to tell. Throws
 * `malformed` for what no form asks, and what the verbs throw.
 */
export async function answerChannelForm(
  posted: ChannelForm,
): Promise<Response | Pick<CommandAnswer, "notice">> {
  const { actor, channelId, form } = posted;
  const intent = form.get("intent") ?? "";
  if (intent === "send") return send(posted);
  if (Object.hasOwn(SETTINGS, intent)) {
    await setMembership(actor, channelId, SETTINGS[intent as keyof typeof SETTINGS]);
    return redirect(intent === "hide" ? "/channels/browse" : findWayBack(posted), 303);
  }
  if (intent === "join") await joinChannel(actor, channelId);
  else if (intent === "leave") await leaveChannel(actor, channelId);
  else if (intent === "read") await markRead(actor, { channelId, seq: await findEnd(actor, channelId) });
  else if (intent === "read-all") await markAllRead(actor);
  else return (await answerMessageForm(posted)) ?? refuseUnknown();
  return redirect(intent === "leave" ? "/channels/browse" : findWayBack(posted), 303);
}

async function send({ actor, channelId, form, files }: ChannelForm) {
  const { body = "", clientId, parentId, quoteId } = Object.fromEntries(form);
  const fields = { channelId, clientId, parentId: parentId || undefined };
  if (findCommandName(body) === null || files.length > 0) {
    const message = { ...fields, quoteId: quoteId || undefined, body: unescapeSlash(body) };
    // All of it is looked at before any of the files is kept.
    parseInput(sendMessageSchema, { ...message, fileIds: files.map(() => createId()) });
    const fileIds: string[] = [];
    for (const { name, bytes } of files)
      fileIds.push((await uploadFile(actor, { channelId, name, bytes })).id);
    const sent = await sendMessage(actor, parseInput(sendMessageSchema, { ...message, fileIds }));
    await clearDraft(actor.userId, channelId, sent.message.parentId);
  } else {
    const answer = await runCommand(actor, parseInput(commandSchema, { ...fields, text: body }));
    await clearDraft(actor.userId, channelId, answer.message?.parentId ?? (parentId || null));
    if (answer.path) return redirect(answer.path, 303);
    if (answer.notice) return { notice: answer.notice };
  }
  return redirect(parentId ? `/channels/${channelId}/threads/${parentId}` : `/channels/${channelId}`, 303);
}

async function findEnd(actor: Actor, channelId: string): Promise<number> {
  return (await getChannel(actor, channelId)).lastSeq;
}

/** The page that the form was on, which may be another one than the conversation. */
function findWayBack({ channelId, form }: ChannelForm): string {
  const next = form.get("next");
  return next ? safeNextPath(next) : `/channels/${channelId}`;
}

function refuseUnknown(): never {
  throw new AppError("malformed");
}
