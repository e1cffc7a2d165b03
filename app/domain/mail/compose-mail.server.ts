import type english from "#app/i18n/en/mails.json";
import { translate } from "#app/i18n/translator.server.ts";
import { appUrl } from "#app/platform/env.server.ts";
import { directionOf, type Locale } from "#app/shared/locales.ts";

type Mails = (typeof english)["mails"];
type Kind = { [K in keyof Mails]: Mails[K] extends { subject: string } ? K : never }[keyof Mails];

/** One kind of mail, and what its sentences and its button need. */
export interface Letter {
  kind: Kind;
  /** Where the button leads: a path of ours. */
  path?: string;
  values?: Record<string, string | number>;
}

interface Receiver {
  displayName: string;
  locale: Locale;
}

export interface ComposedMail {
  subject: string;
  text: string;
  html: string;
}

/** Writes a mail in the receiver's language, as text and as HTML that says the same. Whatever people wrote is inert in both. */
export function composeMail({ displayName, locale }: Receiver, letter: Letter): ComposedMail {
  const values = { url: appUrl(), name: breakLinks(displayName), ...letter.values };
  const inert = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, sayDuration(locale, name, value) ?? flatten(value)]),
  );
  const say = (key: string) => translate(locale, `mails.${key}`, inert);
  const link = letter.path === undefined ? null : `${appUrl()}${letter.path}`;
  const paragraphs = [say("greeting"), ...say(`${letter.kind}.text`).split("\n\n")];
  const button = link === null ? null : { link, label: say(`${letter.kind}.button`), hint: say("linkHint") };
  return {
    subject: say(`${letter.kind}.subject`),
    text: [
      ...paragraphs,
      ...(button ? [translate(locale, "mails.buttonLine", { label: button.label, link: button.link })] : []),
      "--",
      say("footer"),
    ].join("\n\n"),
    html: renderHtml(directionOf(locale), locale, paragraphs, button, say("footer")),
  };
}

/** Values whose name is that of a unit. */
const UNITS: Record<string, string> = { minutes: "minute", hours: "hour", days: "day" };

/** "15 minutes", as the language says it; undefined for what is no duration. */
function sayDuration(locale: Locale, name: string, value: string | number): string | undefined {
  const unit = UNITS[name];
  if (!unit || typeof value !== "number") return undefined;
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(value);
}

/** On one line and in its own order: no break adds a paragraph, and no mark turns what follows it around. */
function flatten(value: string | number): string | number {
  return typeof value === "number"
    ? value
    : value.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, " ");
}

/**
 * Mail programs make links of what looks like an address. Somebody may sign up with a stranger's address and with a name
 * such as "evil.example", and our mail would carry it there; a word joiner keeps it text.
 */
function breakLinks(name: string): string {
  return name.replace(/[.:/@](?=\S)/g, "$&\u2060");
}

/** Tables and inline styles only: what every mail program shows. No image, no address but our own. */
function renderHtml(
  direction: string,
  locale: string,
  paragraphs: string[],
  button: { link: string; label: string; hint: string } | null,
  footer: string,
): string {
  const body = paragraphs
    .map((paragraph) => `<p style="margin:0 0 16px">${escapeHtml(paragraph)}</p>`)
    .join("\n");
  const action = button
    ? `<p style="margin:24px 0"><a href="${escapeHtml(button.link)}" style="background:#0f6b66;color:#ffffff;padding:10px 18px;border-radius:6px;text-decoration:none;font-weight:600">${escapeHtml(button.label)}</a></p>
<p style="margin:0 0 16px;color:#5c5850;font-size:13px">${escapeHtml(button.hint)}<br><a href="${escapeHtml(button.link)}" style="color:#0f6b66;word-break:break-all">${escapeHtml(button.link)}</a></p>`
    : "";
  return `<!doctype html>
<html lang="${locale}" dir="${direction}">
<body style="margin:0;padding:24px;background:#faf8f4;color:#23211d;font:15px/22px system-ui,sans-serif">
<div style="max-width:560px;margin:0 auto">
${body}
${action}
<p style="margin:32px 0 0;padding-top:16px;border-top:1px solid #e2ddd3;color:#5c5850;font-size:13px">${escapeHtml(footer)}</p>
</div>
</body>
</html>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
