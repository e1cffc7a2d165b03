import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { say } from "#app/i18n/say.ts";
import { PASSWORD_MAX_BYTES, PASSWORD_MIN } from "#app/shared/limits.ts";
import { rateStrength, SCORE_MIN, type Score } from "#app/shared/password-strength.ts";
import { countCharacters } from "#app/shared/text.ts";

/** What was typed so far. */
export interface Typed {
  password: string;
  /** What an attacker knows of its owner. */
  personal: string[];
}

interface Rating {
  score: Score;
  /** i18n keys and values: what is wrong with it, or what would make it better. */
  advice: { key: string; values?: Record<string, number> }[];
}

/** Milliseconds without a key before it is rated, so that nobody is read a verdict on half a word. */
const PAUSE = 300;

/** Loaded when somebody begins to choose a password, and never before: see password-strength.ts in shared/. */
export default function PasswordStrength({ typed }: { typed: Typed }) {
  const { t } = useTranslation();
  const [rating, setRating] = useState<Rating | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setRating(rate(typed)), PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  const words = rating && [
    say(t, `auth.strength_${rating.score}`),
    ...rating.advice.map(({ key, values }) => say(t, key, values)),
  ];
  return (
    <div className="flex flex-col gap-1">
      {rating && <Bar score={rating.score} label={t("auth.strength")} />}
      <output className="text-small text-ink-muted">{words?.join(" ")}</output>
    </div>
  );
}

/** Four steps of a bar for the eye; for everybody else a meter, since browsers draw theirs in their own way. */
function Bar({ score, label }: { score: Score; label: string }) {
  const colour = score < SCORE_MIN ? "bg-danger" : score === SCORE_MIN ? "bg-warning" : "bg-accent";
  return (
    <>
      <meter aria-label={label} min={0} max={4} value={score} className="sr-only" />
      <div aria-hidden="true" className="flex gap-1">
        {[0, 1, 2, 3].map((step) => (
          <span
            key={step}
            className={`h-1 flex-1 rounded-full ${step < Math.max(score, 1) ? colour : "bg-line"}`}
          />
        ))}
      </div>
    </>
  );
}

/** As the server would judge it, in the same order. */
function rate({ password, personal }: Typed): Rating | null {
  if (password === "") return null;
  if (new TextEncoder().encode(password).length > PASSWORD_MAX_BYTES) {
    return { score: 0, advice: [{ key: "fields.too_long", values: { max: PASSWORD_MAX_BYTES } }] };
  }
  const { score, isCommon, reasons } = rateStrength(password, personal);
  const isShort = countCharacters(password) < PASSWORD_MIN;
  const refused = isShort || isCommon;
  return {
    score: refused ? (Math.min(score, SCORE_MIN - 1) as Score) : score,
    advice: [
      ...(isShort ? [{ key: "fields.too_short", values: { min: PASSWORD_MIN } }] : []),
      ...reasons.slice(0, 2).map((reason) => ({ key: `auth.advice.${reason}` })),
    ],
  };
}
