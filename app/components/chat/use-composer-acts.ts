import { useNavigate } from "@remix-run/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLiveStore } from "#app/hooks/use-live.tsx";
import { useDateStyle } from "#app/hooks/use-time-zone.tsx";
import { say } from "#app/i18n/say.ts";
import type { CommandHint, CommandNotice } from "./channel-page.ts";
import type { ActOutcome, ComposerPlace } from "./composer-acts.ts";
import type { ComposerNote } from "./composer-notes.tsx";
import { defineLazyPart } from "./lazy-part.ts";

const actsPart = defineLazyPart("composer-acts", () => import("./composer-acts.ts"));

type ActsPart = Awaited<ReturnType<typeof actsPart.load>>;

interface ComposerActs {
  note: ComposerNote | null;
  /** An act is on its way. */
  isBusy: boolean;
  clearNote: () => void;
  /** Gives a command. Answers whether it was taken; why not is the note. */
  run: (text: string) => Promise<boolean>;
  /** Has a text sent later, at what a datetime-local field says. Answers whether it was taken. */
  schedule: (body: string, at: string) => Promise<boolean>;
}

/** What a composer asks of the server besides sending, and what came of the last of it. */
export function useComposerActs(
  place: ComposerPlace,
  commands: readonly CommandHint[],
  firstNotice: CommandNotice | null,
): ComposerActs {
  const { t } = useTranslation();
  const store = useLiveStore();
  const navigate = useNavigate();
  const dateStyle = useDateStyle();
  const [note, setNote] = useState<ComposerNote | null>(
    () => firstNotice && { tone: "plain", text: say(t, firstNotice.key, firstNotice.params) },
  );
  const [isBusy, setBusy] = useState(false);
  const input = { place, store, t };

  async function carryOut(act: (part: ActsPart) => Promise<ActOutcome>): Promise<boolean> {
    setBusy(true);
    setNote(null);
    const part = await actsPart.load().catch(() => undefined);
    const outcome: ActOutcome = part
      ? await act(part)
      : { isTaken: false, note: { tone: "danger", text: t("errors.unreachable") } };
    setBusy(false);
    setNote(outcome.note);
    if (outcome.path) navigate(outcome.path);
    return outcome.isTaken;
  }

  return {
    note,
    isBusy,
    clearNote: () => setNote(null),
    run: (text) => carryOut((part) => part.runCommand(input, text, commands)),
    schedule: (body, at) => carryOut((part) => part.scheduleText(input, { body, at, dateStyle })),
  };
}
