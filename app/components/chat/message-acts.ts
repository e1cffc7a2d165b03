import type { LucideIcon } from "lucide-react";
import {
  AlarmClock,
  Bell,
  BellDot,
  BellOff,
  Bookmark,
  BookmarkX,
  CheckCheck,
  Copy,
  Forward,
  History,
  Link2,
  MailOpen,
  MessageSquareReply,
  Pencil,
  Pin,
  PinOff,
  Quote,
} from "lucide-react";
import { RequestError } from "#app/hooks/connection.ts";
import type { LiveStore } from "#app/hooks/live-store.ts";
import type { Texts } from "#app/i18n/texts.ts";
import type { MessageView } from "#app/shared/views.ts";
import { openAt, type MessageContext } from "./message-context.ts";
import { postAct } from "./post-act.ts";

/** One line of the list of actions. Without a script it is a link or a form. */
export interface Act {
  label: keyof Texts["actions"];
  icon: LucideIcon;
  /** Leads somewhere. */
  to?: string;
  /** Is posted. */
  intent?: string;
  fields?: Record<string, string>;
  /** With a script: does it in this page. */
  run?: (store: LiveStore) => Promise<unknown> | void;
  /** Can only be done with a script. */
  isScriptOnly?: boolean;
  /** Said when it is done, where the page does not show it. */
  done?: keyof Texts["actions"];
}

interface ActsInput {
  message: MessageView;
  context: MessageContext;
  /** Whether the reader follows the thread of this message. */
  follows: boolean;
  timeZone: string;
  onEdit: () => void;
}

/** Everything that the reader can do about a message, apart from reacting and deleting. */
export function listActs(input: ActsInput): Act[] {
  return [...listAnswers(input), ...listChanges(input), ...listOwn(input), ...listLooks(input)];
}

function listAnswers({ message, context, onEdit }: ActsInput): Act[] {
  const { channel, threadId, canWrite, me } = context;
  const place = `/channels/${channel.id}`;
  const acts: Act[] = [];
  if (!threadId)
    acts.push({
      label: "reply",
      icon: MessageSquareReply,
      to: `${place}/threads/${message.parentId ?? message.id}`,
    });
  if (canWrite) acts.push({ label: "quote", icon: Quote, to: openAt(context.here, "quote", message) });
  acts.push({ label: "forward", icon: Forward, to: `${place}/messages/${message.id}/forward` });
  if (message.authorId === me.id && canWrite && !message.forwarded)
    acts.push({ label: "edit", icon: Pencil, to: openAt(context.here, "edit", message), run: onEdit });
  return acts;
}

function listChanges({ message, context }: ActsInput): Act[] {
  const { id: messageId } = message;
  if (!context.canPin) return [];
  const act: Act = message.pinnedAt
    ? { label: "unpin", icon: PinOff, run: (store) => store.ask("message:unpin", { messageId }) }
    : { label: "pin", icon: Pin, run: (store) => store.ask("message:pin", { messageId }) };
  return [{ ...act, intent: act.label }];
}

/** What only the reader notices. */
function listOwn({ message, context, follows, timeZone }: ActsInput): Act[] {
  const { id: messageId, channelId, seq } = message;
  const rootId = message.parentId ?? messageId;
  const isSaved = context.savedIds.has(messageId);
  const remind = (when: string): Pick<Act, "icon" | "intent" | "fields" | "run" | "done"> => ({
    icon: AlarmClock,
    intent: "remind",
    fields: { when, timeZone },
    run: () => postAct(channelId, { intent: "remind", messageId, when, timeZone }),
    done: "reminded",
  });
  const acts: Act[] = [
    isSaved
      ? {
          label: "unsave",
          icon: BookmarkX,
          intent: "unsave",
          run: (store) => store.ask("message:unsave", { messageId }),
        }
      : {
          label: "save",
          icon: Bookmark,
          intent: "save",
          run: (store) => store.ask("message:save", { messageId }),
        },
    {
      label: "unread",
      icon: MailOpen,
      intent: "mark-unread",
      fields: { seq: String(seq) },
      run: (store) => store.markUnread(channelId, seq),
    },
    { label: "remindHour", ...remind("hour") },
    { label: "remindTomorrow", ...remind("tomorrow") },
  ];
  if (message.parentId || message.replyCount > 0)
    acts.push({
      label: follows ? "unfollow" : "follow",
      icon: follows ? BellOff : Bell,
      intent: follows ? "unfollow" : "follow",
      run: (store) => store.ask("thread:follow", { rootId, follows: !follows }),
    });
  return acts;
}

function listLooks({ message, context }: ActsInput): Act[] {
  const place = `/channels/${context.channel.id}`;
  const permalink = `${place}?message=${message.seq}`;
  const acts: Act[] = [];
  if (message.body)
    acts.push({
      label: "copyText",
      icon: Copy,
      run: () => copyText(message.body),
      isScriptOnly: true,
      done: "copied",
    });
  acts.push({
    label: "copyLink",
    icon: Link2,
    to: permalink,
    run: () => copyText(new URL(permalink, window.location.href).href),
    done: "copied",
  });
  if (message.authorId === context.me.id)
    acts.push({ label: "readers", icon: CheckCheck, to: `${place}/messages/${message.id}/readers` });
  else acts.push({ label: "whyNotified", icon: BellDot, to: `${place}/messages/${message.id}/notified` });
  if (message.editedAt)
    acts.push({ label: "history", icon: History, to: `${place}/messages/${message.id}/history` });
  return acts;
}

/** Browsers let only pages on HTTPS copy, and people may forbid it. */
async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    throw new RequestError("unavailable", "actions.copyFailed");
  }
}
