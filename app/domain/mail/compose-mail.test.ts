import { afterEach, describe, expect, test } from "vitest";
import germanFile from "#app/i18n/de/mails.json" with { type: "json" };
import englishFile from "#app/i18n/en/mails.json" with { type: "json" };
import { directionOf, LOCALES, type Locale } from "#app/shared/locales.ts";
import { setEnvironment } from "#tests/environment.ts";
import { composeMail, type Letter } from "./compose-mail.server.ts";

const { mails: german } = germanFile;
const { mails: english } = englishFile;

/** Something for every place that the sentences leave open. */
const VALUES = Object.fromEntries(
  [...JSON.stringify(english).matchAll(/\{\{(\w+)\}\}/g)]
    .filter(([, name]) => name !== "name" && name !== "url")
    .map(([, name]) => [name, `some ${name}`]),
);

const kinds = Object.entries(english)
  .filter(([, text]) => typeof text === "object")
  .map(([kind]) => kind as Letter["kind"]);

const ada = { displayName: "Ada", locale: "en" as Locale };

function compose(letter: Partial<Letter> = {}, receiver = ada) {
  return composeMail(receiver, {
    kind: "verify_email",
    path: "/confirm-email?token=abc",
    values: VALUES,
    ...letter,
  });
}

/** What a mail program shows of HTML: no tags, entities as what they stand for. */
function readHtml(html: string): string {
  return html
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ");
}

afterEach(() => setEnvironment());

describe.each(kinds)("%s", (kind) => {
  const hasButton = "button" in (english[kind] as object);
  const letter = { kind, path: hasButton ? "/login?a=1&b=2" : undefined };

  test.each(LOCALES)("says the same as text and as HTML, in %s", (locale) => {
    setEnvironment({ APP_URL: "https://chat.example.org" });
    const { subject, text, html } = compose(letter, { displayName: "Ada", locale });
    expect(subject).not.toBe("");
    const shown = readHtml(html);
    for (const paragraph of text.split("\n\n").filter((part) => part !== "--")) {
      // The text has the address behind the label of the button; the HTML has it beneath.
      const parts = paragraph.endsWith("https://chat.example.org/login?a=1&b=2")
        ? paragraph.split(/(?:: |\u202f: |：)(?=https)/)
        : [paragraph];
      // French has narrow spaces before some signs.
      for (const part of parts) expect(shown).toContain(part.replace(/\s+/g, " "));
    }
    expect(html).toContain(`<html lang="${locale}" dir="${directionOf(locale)}">`);
    expect(subject + text + html).not.toMatch(/\{\{|mails\.|undefined|\$t\(/);
  });

  test("is not the same in German", () => {
    const [inEnglish, inGerman] = (["en", "de"] as const).map((locale) =>
      compose(letter, { displayName: "Ada", locale }),
    );
    expect(inGerman?.subject).not.toBe(inEnglish?.subject);
    expect(inGerman?.text).not.toBe(inEnglish?.text);
    expect(Object.keys(german)).toEqual(Object.keys(english));
  });
});

describe("a name", () => {
  test("with mark-up is shown as it is", () => {
    const { text, html } = compose({}, { displayName: `<script>alert("1")</script>&amp;`, locale: "en" });
    expect(html).not.toMatch(/<script|"1"|&amp;,/);
    expect(readHtml(html).replaceAll("\u2060", "")).toContain(`Hello <script>alert("1")</script>&amp;,`);
    expect(text.replaceAll("\u2060", "")).toContain(`Hello <script>alert("1")</script>&amp;,`);
  });

  test.each(["Ada\r\n\r\nBcc: olga@parley.test", "Ada\n\nOpen this", "Ada\u2028\u2029x", "Ada\0x"])(
    "with breaks stays in its line: %j",
    (displayName) => {
      const { subject, text } = compose({}, { displayName, locale: "en" });
      expect(subject).toBe("Confirm your email address");
      expect(text.split(/\n\n/)).toHaveLength(compose().text.split(/\n\n/).length);
      expect(text).toMatch(/^Hello Ada .*,\n\n/);
    },
  );

  test("cannot turn around what follows it", () => {
    const { text, html } = compose({}, { displayName: "\u202eadA\u2066", locale: "en" });
    expect(text + html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });

  test.each(["https://evil.example/x", "evil.example", "www.evil.example", "olga@evil.example"])(
    "does not become a link: %s",
    (displayName) => {
      const { text, html } = compose({}, { displayName, locale: "en" });
      expect(text + html).not.toContain(displayName);
      expect(text.replaceAll("\u2060", "")).toContain(`Hello ${displayName},`);
    },
  );

  test("is not read as a template", () => {
    const { text } = compose({}, { displayName: "{{email}} $t(mails.footer) {{url}}", locale: "en" });
    expect(text.replaceAll("\u2060", "")).toContain("Hello {{email}} $t(mails.footer) {{url}},");
  });
});

test("nothing in a mail is loaded from anywhere, and every link in it is ours", () => {
  setEnvironment({ APP_URL: "https://chat.example.org" });
  for (const kind of kinds) {
    const { html } = compose({ kind, path: "/login" });
    expect(html).not.toMatch(/<(img|link|style|script|iframe)|url\(|src=/i);
    for (const [, href] of html.matchAll(/href="([^"]*)"/g))
      expect(href).toBe("https://chat.example.org/login");
  }
});
