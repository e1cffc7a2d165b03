import { useTranslation } from "react-i18next";
import { HOUR, MINUTE, SECOND } from "#app/shared/time.ts";

/** The first that fits from its second column on; rounded up, so that nobody comes back too early. */
const UNITS = [
  ["hour", 2 * HOUR, HOUR],
  ["minute", 2 * MINUTE, MINUTE],
  ["second", 0, SECOND],
] as const;

/** When what was refused may be tried again, in the unit in which people would say it. */
export function RetryAfter({ seconds }: { seconds: number }) {
  const { t, i18n } = useTranslation();
  const duration = seconds * SECOND;
  const [unit, , length] = UNITS.find(([, from]) => duration >= from) ?? UNITS[2];
  const words = new Intl.NumberFormat(i18n.language, { style: "unit", unit, unitDisplay: "long" });
  return <p>{t("problem.retryIn", { duration: words.format(Math.ceil(duration / length)) })}</p>;
}
