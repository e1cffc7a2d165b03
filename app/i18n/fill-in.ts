import { directionOf, type Locale } from "#app/shared/locales.ts";

/** Letters of the scripts that are written from right to left. */
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const LEFT_TO_RIGHT =
  /(?!\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko})\p{L}/u;

/** A place that gets an element; and what mail programs make a link of, with any mark that stands at its end. */
const STAYS = /^(?:\u0001|https?:\/\/)/;

/**
 * Writes what is filled into a sentence as the language does: numbers with their marks, and words of a script that runs the
 * other way set apart, so that a name turns nothing around it. Marks do so where no element can: labels, titles and mails.
 */
export function createFillIn(locale: Locale): (value: unknown) => string {
  // Made when there is a number: the first one costs a slow phone a tenth of a second, and most pages need none to start.
  let numbers: Intl.NumberFormat | undefined;
  const foreign = directionOf(locale) === "rtl" ? LEFT_TO_RIGHT : RIGHT_TO_LEFT;
  return (value) => {
    if (typeof value === "number") return (numbers ??= new Intl.NumberFormat(locale)).format(value);
    const text = String(value);
    return foreign.test(text) && !STAYS.test(text) ? `\u2068${text}\u2069` : text;
  };
}
