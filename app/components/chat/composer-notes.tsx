import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { useHydrated } from "#app/hooks/use-hydrated.ts";
import { useLive } from "#app/hooks/use-live.tsx";
import { say } from "#app/i18n/say.ts";
import { MESSAGE_MAX } from "#app/shared/limits.ts";
import type { FormFailure } from "#app/shared/page-problem.ts";
import { Countdown } from "./countdown.tsx";

/** From here on the composer shows how much is left. */
const COUNT_FROM = MESSAGE_MAX - 500;

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
}

/** Beneath the field: what was refused, what cannot be done now and when it can, what a command told. */
export function ComposerNotes({ id, length, failure, note }: ComposerNotesProps) {
  const { t } = useTranslation();
  const { status, limitedUntil } = useLive();
  const isLive = useHydrated();
  const fieldError = failure?.problem.errors.find(({ path }) => path === "body" || path === "text");
  // What a command wants is told by the sentence.
  const bodyError = fieldError?.code === "invalid" ? undefined : fieldError;
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
      {length > MESSAGE_MAX ? (
        <span className="text-danger">
          {t("composer.tooLong", { over: length - MESSAGE_MAX, max: MESSAGE_MAX })}
        </span>
      ) : (
        length > COUNT_FROM && <span>{t("composer.count", { count: length, max: MESSAGE_MAX })}</span>
      )}
    </div>
  );
}
