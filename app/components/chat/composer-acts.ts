import "#app/i18n/pages/conversation-parts.ts";
import type { TFunction } from "i18next";
import type { LiveStore } from "#app/hooks/live-store.ts";
import { say } from "#app/i18n/say.ts";
import { formatShort, type DateStyle } from "#app/shared/dates.ts";
import { createId } from "#app/shared/ids.ts";
import { fromLocalInput } from "#app/shared/local-time.ts";
import { findCommandName } from "#app/shared/slash.ts";
import { SECOND } from "#app/shared/time.ts";
import type { CommandHint } from "./channel-page.ts";
import type { ComposerNote } from "./composer-notes.tsx";

export interface ComposerPlace {
  channelId: string;
  parentId: string | undefined;
  quoteId: string | undefined;
}

/** What came of an act. */
export interface ActOutcome {
  isTaken: boolean;
  note: ComposerNote | null;
  /** Where it leads. */
  path?: string | null | undefined;
}

interface ActInput {
  place: ComposerPlace;
  store: LiveStore;
  t: TFunction;
}

/** Gives a command. */
export function runCommand(
  { place, store, t }: ActInput,
  text: string,
  commands: readonly CommandHint[],
): Promise<ActOutcome> {
  const name = findCommandName(text) ?? "";
  if (!commands.some((command) => command.name === name))
    return Promise.resolve(refuse(t("conversation.unknownCommand", { name })));
  return attempt(
    async () => {
      const { channelId, parentId = null } = place;
      const { notice, path } = await store.ask("command:run", {
        channelId,
        parentId,
        clientId: createId(),
        text,
      });
      const note: ComposerNote | null = notice && { tone: "plain", text: say(t, notice.key, notice.params) };
      return { isTaken: true, note, path };
    },
    t("conversation.commandOffline"),
    t,
  );
}

/** Has a text sent later, at what a datetime-local field says. */
export function scheduleText(
  { place, store, t }: ActInput,
  { body, at, dateStyle }: { body: string; at: string; dateStyle: DateStyle },
): Promise<ActOutcome> {
  const sendAt = fromLocalInput(at, dateStyle.timeZone);
  if (!sendAt || Date.parse(sendAt) <= Date.now()) return Promise.resolve(refuse(t("conversation.pickTime")));
  return attempt(
    async () => {
      const ask = { ...place, clientId: createId(), body, sendAt };
      const scheduled = await store.ask("message:schedule", ask);
      const text = t("conversation.scheduled", { time: formatShort(scheduled.sendAt, dateStyle) });
      const link = { to: "/scheduled", label: t("conversation.seeScheduled") };
      return { isTaken: true, note: { tone: "plain", text, link } };
    },
    t("conversation.scheduleOffline"),
    t,
  );
}

function refuse(text: string): ActOutcome {
  return { isTaken: false, note: { tone: "danger", text } };
}

async function attempt(act: () => Promise<ActOutcome>, offline: string, t: TFunction): Promise<ActOutcome> {
  try {
    return await act();
  } catch (error) {
    const { code, message, retryAfter } = error as { code?: string; message: string; retryAfter?: number };
    if (code === "offline") return refuse(offline);
    const refused = refuse(message || t("errors.internal"));
    if (!refused.note || retryAfter === undefined) return refused;
    return { ...refused, note: { ...refused.note, waitsUntil: Date.now() + retryAfter * SECOND } };
  }
}
