import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { useHydrated } from "#app/hooks/use-hydrated.ts";
import { useLive } from "#app/hooks/use-live.tsx";
import { say } from "#app/i18n/say.ts";
import { MESSAGE_MAX } from "#app/shared/limits.ts";
import type { FormFailure } from "#app/shared/page-problem.ts";
import type { CommandHint } from "./channel-page.ts";
import { Countdown } from "./countdown.tsx";
import { defineLazyPart, useLazyPart } from "./lazy-part.ts";

const commandUsagePart = defineLazyPart("command-usage", () => import("./command-usage.tsx"));

/** From here on the composer shows how much is left. */
const COUNT_FROM = 0.9 * MESSAGE_MAX;
/** Said again after so many characters, and not with each. */
const SAY_EVERY = 100;

/** What came of something that was asked for in a composer. */
export interface ComposerNote {
  tone: "plain" | "danger";
  text: string;
  /** Where one sees more of it. */
  link?: { to: string; label: string };
  /** Until when it has to wait, in milliseconds of the epoch. */
  waitsUntil?: number;
}

interface ComposerNotesProps {
  id: string;
  length: number;
  failure: FormFailure | undefined;
  note: ComposerNote | null;
  /** The command that is being written. */
  command: CommandHint | undefined;
}

/** Beneath the field: what was refused, what cannot be done now and when it can, what a command told. */
export function ComposerNotes({ id, length, failure, note, command }: ComposerNotesProps) {
  const { t } = useTranslation();
  const status = useLive((live) => live.status);
  const limitedUntil = useLive((live) => live.limitedUntil);
  const isLive = useHydrated();
  const fieldError = failure?.problem.errors.find(({ path }) => path === "body" || path === "text");
  // What a command wants is told by the sentence.
  const bodyError = fieldError?.code === "invalid" ? undefined : fieldError;
  const usagePart = useLazyPart(commandUsagePart, command !== undefined);
  const isShown = isLive && !failure;
  return (
    <div
      id={id}
      aria-live="polite"
      className="flex min-h-5 flex-wrap gap-x-3 pt-0.5 text-small wrap-anywhere text-ink-muted"
    >
      {bodyError && (
        <span className="text-danger">{say(t, `fields.${bodyError.code}`, bodyError.params)}</span>
      )}
      {failure && !bodyError && <ProblemNotice problem={failure.problem} />}
      {isShown && status === "offline" && (
        <span>{navigator.onLine ? t("composer.disconnected") : t("composer.offline")}</span>
      )}
      {isShown && limitedUntil !== null && <Countdown until={limitedUntil} words="conversation.limited" />}
      {note?.waitsUntil !== undefined && <Countdown until={note.waitsUntil} words="conversation.tooFast" />}
      {note && note.waitsUntil === undefined && (
        <span className={`whitespace-pre-line ${note.tone === "danger" ? "text-danger" : ""}`}>
          {note.text}
          {note.link && (
            <>
              {" "}
              <Link to={note.link.to} className="font-medium text-accent-text underline">
                {note.link.label}
              </Link>
            </>
          )}
        </span>
      )}
      {command && !note && usagePart && <usagePart.CommandUsage command={command} />}
      {length > MESSAGE_MAX ? (
        <span className="text-danger">
          {t("composer.tooLong", { count: length - MESSAGE_MAX, max: MESSAGE_MAX })}
        </span>
      ) : (
        length > COUNT_FROM && (
          <>
            <span aria-hidden="true">{t("composer.count", { length, max: MESSAGE_MAX })}</span>
            <span className="sr-only">
              {t("conversation.charactersLeft", {
                count: Math.ceil((MESSAGE_MAX - length) / SAY_EVERY) * SAY_EVERY,
              })}
            </span>
          </>
        )
      )}
    </div>
  );
}
