import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { say } from "#app/i18n/say.ts";
import { SECOND } from "#app/shared/time.ts";

interface CountdownProps {
  /** Milliseconds of the epoch. */
  until: number;
  /** The key of the sentence, with a `duration` in it. */
  words: string;
}

/** A sentence with the time that is left, until there is none. */
export function Countdown({ until, words }: CountdownProps): ReactNode {
  const { t, i18n } = useTranslation();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND / 2);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.ceil((until - now) / SECOND);
  if (seconds <= 0) return null;
  const duration = new Intl.NumberFormat(i18n.language, {
    style: "unit",
    unit: "second",
    unitDisplay: "long",
  });
  // Read out once, not with every second.
  return (
    <span className="text-warning">
      <span aria-hidden="true">{say(t, words, { duration: duration.format(seconds) })}</span>
      <SaidOnce text={say(t, words, { duration: duration.format(seconds) })} />
    </span>
  );
}

function SaidOnce({ text }: { text: string }) {
  const [first] = useState(text);
  return <span className="sr-only">{first}</span>;
}
