import { useNavigate } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLiveStore } from "#app/hooks/use-live.tsx";
import { useTimeZone } from "#app/hooks/use-time-zone.tsx";
import { say } from "#app/i18n/say.ts";
import { formatShort } from "#app/shared/dates.ts";
import { createId } from "#app/shared/ids.ts";
import { fromLocalInput } from "#app/shared/local-time.ts";
import { findCommandName } from "#app/shared/slash.ts";
import { SECOND } from "#app/shared/time.ts";
import type { CommandHint, CommandNotice } from "./channel-page.ts";
import type { ComposerNote } from "./composer-notes.tsx";

interface ComposerPlace {
  channelId: string;
  parentId: string | undefined;
}

interface ComposerActs {
  note: ComposerNote | null;
  /** A command is on its way. */
  isBusy: boolean;
  clearNote: () => void;
  /** Gives a command. Answers whether it was taken; why not is the note. */
  run: (text: string) => Promise<boolean>;
  /** Has a text sent later, at what a datetime-local field says. Answers whether it was taken. */
  schedule: (body: string, at: string) => Promise<boolean>;
}

/** What a composer asks of the server besides sending, and what came of the last of it. */
export function useComposerActs(
  { channelId, parentId }: ComposerPlace,
  commands: readonly CommandHint[],
  firstNotice: CommandNotice | null,
): ComposerActs {
  const { t } = useTranslation();
  const store = useLiveStore();
  const navigate = useNavigate();
  const timeZone = useTimeZone();
  const [note, setNote] = useState<ComposerNote | null>(() => firstNotice && toNote(firstNotice));
  const [isBusy, setBusy] = useState(false);

  function toNote({ key, params }: CommandNotice): ComposerNote {
    return { tone: "plain", text: say(t, key, params) };
  }

  function refuse(text: string): false {
    setNote({ tone: "danger", text });
    return false;
  }

  async function attempt(act: () => Promise<ComposerNote | null>, offline: string): Promise<boolean> {
    setBusy(true);
    setNote(null);
    try {
      setNote(await act());
      return true;
    } catch (error) {
      const { code, message, retryAfter } = error as { code?: string; message: string; retryAfter?: number };
      if (code === "offline") return refuse(offline);
      if (retryAfter === undefined) return refuse(message || t("errors.internal"));
      setNote({ tone: "danger", text: message, waitsUntil: Date.now() + retryAfter * SECOND });
      return false;
    } finally {
      setBusy(false);
    }
  }

  async function run(text: string): Promise<boolean> {
    const name = findCommandName(text) ?? "";
    if (!commands.some((command) => command.name === name))
      return refuse(t("conversation.unknownCommand", { name }));
    return attempt(async () => {
      const ask = { channelId, parentId: parentId ?? null, clientId: createId(), text };
      const { notice, path } = await store.ask("command:run", ask);
      if (path) navigate(path);
      return notice && toNote(notice);
    }, t("conversation.commandOffline"));
  }

  async function schedule(body: string, at: string): Promise<boolean> {
    const sendAt = fromLocalInput(at, timeZone);
    if (!sendAt || Date.parse(sendAt) <= Date.now()) return refuse(t("conversation.pickTime"));
    return attempt(async () => {
      const ask = { channelId, parentId: parentId ?? null, clientId: createId(), body, sendAt };
      const scheduled = await store.ask("message:schedule", ask);
      return {
        tone: "plain",
        text: t("conversation.scheduled", { time: formatShort(scheduled.sendAt, timeZone) }),
        link: { to: "/scheduled", label: t("conversation.seeScheduled") },
      };
    }, t("conversation.scheduleOffline"));
  }

  return { note, isBusy, clearNote: () => setNote(null), run, schedule };
}
