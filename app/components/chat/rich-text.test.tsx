import { renderToStaticMarkup } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { beforeAll, describe, expect, it } from "vitest";
import { makeUser } from "#tests/views.ts";
import { translatorFor } from "#app/i18n/translator.server.ts";
import { MESSAGE_MAX } from "#app/shared/limits.ts";
import { loadAllParts } from "./lazy-part.ts";
import { RichText } from "./rich-text.tsx";

const users = new Map(["ada", "ben", "x_y_z"].map((id) => [id, makeUser(id)]));
const translator = translatorFor("en");

beforeAll(loadAllParts);

type Props = Partial<Parameters<typeof RichText>[0]>;

/** The whole element of a text. */
function renderWhole(body: string, props: Props = {}): string {
  return renderToStaticMarkup(
    <I18nextProvider i18n={translator}>
      <RichText body={body} users={users} {...props} />
    </I18nextProvider>,
  );
}

/** What is in it. */
function render(body: string, props: Props = {}): string {
  return /^<div[^>]*>([^]*)<\/div>$/.exec(renderWhole(body, props))?.[1] ?? "";
}

/** What a reader reads of it. */
function read(html: string): string {
  const text = html.replace(/<br\/>/g, "\n").replace(/<[^>]*>/g, "");
  return text.replace(/&(lt|gt|quot|#x27|amp);/g, (_, name: string) => ENTITIES[name] ?? "");
}

const ENTITIES: Record<string, string> = { lt: "<", gt: ">", quot: '"', "#x27": "'", amp: "&" };

describe("what people type", () => {
  it.each([
    ["**bold**", "<div><strong>bold</strong></div>"],
    ["_leaning_", "<div><em>leaning</em></div>"],
    ["~~gone~~", "<div><del>gone</del></div>"],
    ["a `code * here` b", "<div>a <code>code * here</code> b</div>"],
    ["# Big **news**", '<div class="font-semibold">Big <strong>news</strong></div>'],
    ["> said\n> twice", "<blockquote><div>said<br/>twice</div></blockquote>"],
    ["one\n\n---", "<div>one</div><hr/>"],
    ["- a\n- b\n  - c", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"],
    ["3. c\n4. d", '<ol start="3"><li>c</li><li>d</li></ol>'],
    ["- [x] done\n- [ ] open", "☑ done"],
    ["\\*no\\*", "<div>*no*</div>"],
    ["|a|b|\n|-|-:|\n|1|2|", '<td class="text-right">2</td>'],
    ["a\nb **c**", "<div>a<br/>b <strong>c</strong></div>"],
    ["||the end||", "<details"],
  ])("%j", (body, expected) => {
    expect(render(body)).toContain(expected);
  });

  it.each([
    "snake_case_name",
    "2 * 3 * 4",
    "a | b",
    "Title\n---",
    "    four spaces",
    "C:\\dir",
    "x < y > z",
    "&amp; &lt;",
  ])("%j stays as it is", (body) => {
    expect(read(render(body)).replace(/\s/g, "")).toBe(body.replace(/---/, "").replace(/\s/g, ""));
  });

  it("keeps breaks and spaces of plain text, which needs no parser", () => {
    const html = renderWhole("one\n\n  two   three");
    expect(html).toContain("one\n\n  two   three");
    expect(html).not.toContain("data-needs");
    expect(renderWhole("*one*")).toContain('data-needs="markdown"');
  });

  it("looks for an address no further than a host name is long", () => {
    const write = (length: number) => renderWhole(`ada@${"a".repeat(length)}.org`);
    expect(write(200)).toContain('data-needs="markdown"');
    expect(write(300)).not.toContain("data-needs");
  });

  it("colours programs in known languages only", () => {
    expect(render("```js\nconst a = 1;\n```")).toContain('<span class="hljs-keyword">const</span>');
    for (const body of ["```nonsense\nconst a = 1;\n```", "```\nconst a = 1;\n```"]) {
      expect(render(body)).toContain("<code>const a = 1;</code>");
      expect(render(body)).not.toContain("hljs");
    }
  });

  it("hides a spoiler, with what is in it, behind a word", () => {
    const html = render("He is ||the **gardener**|| indeed");
    expect(html).toMatch(/<details class="spoiler"><summary>Spoiler<\/summary>.*gardener/);
    expect(html).not.toContain("<details open");
  });

  it("puts emoji where their short names are, not in code and not where there is no such name", () => {
    expect(read(render("Well done :tada: `:tada:` :constructor: :nope: 10:30:15"))).toBe(
      "Well done 🎉 :tada: :constructor: :nope: 10:30:15",
    );
  });

  it.each([":tada:", "👍", "🎉 🎉🎉", "👨‍👩‍👧‍👦", "🇩🇪", "❤️", "👍🏽"])("shows %s large", (body) => {
    expect(renderWhole(body)).toContain("text-[2rem]");
  });

  it.each(["🎉🎉🎉🎉", "🎉 well", "123", "#", "*"])("shows %s as usual", (body) => {
    expect(renderWhole(body)).not.toContain("text-[2rem]");
  });

  it("sets each text apart in its own direction", () => {
    expect(renderWhole("שלום")).toContain('<div dir="auto"');
  });
});

describe("who is named", () => {
  it("shows those who are, and the reader more than others", () => {
    const html = render("@ada and @Ben. **@x_y_z**", { mentions: ["ada", "ben", "x_y_z"], myId: "ben" });
    expect(html).toContain('<bdi title="ada" class="mention">@ada</bdi>');
    expect(html).toContain('<bdi title="ben" class="mention mention-own">@Ben</bdi>.');
    expect(html).toContain("@x_y_z</bdi>");
  });

  it("shows nobody else, and nobody in code or in an address", () => {
    const html = render("@nobody @ben `@ada` mail@ada.org x@ada", { mentions: ["ada"] });
    expect(html).not.toContain("mention");
    expect(read(html)).toBe("@nobody @ben @ada mail@ada.org x@ada");
  });

  it("shows @channel and @here only where they called somebody", () => {
    expect(render("@channel", { mentionAll: "channel" })).toContain("mention-own");
    expect(render("@channel", { mentionAll: null })).not.toContain("mention");
    expect(render("@here", { mentionAll: "channel" })).not.toContain("mention");
  });
});

describe("links", () => {
  it.each([
    ["https://parley.test/a?b=c", "https://parley.test/a?b=c"],
    ["see www.parley.test.", "http://www.parley.test/"],
    ["[a](https://parley.test)", "https://parley.test/"],
    ["<https://parley.test/>", "https://parley.test/"],
    ["mail ada@parley.test", "mailto:ada@parley.test"],
    ["![a picture](https://parley.test/p.png)", "https://parley.test/p.png"],
  ])("%s", (body, href) => {
    const html = render(body);
    expect(html).toContain(`href="${href}"`);
    expect(html).toContain('rel="noopener noreferrer nofollow"');
    expect(html).not.toContain("<img");
  });

  it("tell where they lead when their text says something else", () => {
    expect(render("[https://bank.test](https://evil.test/x)")).toContain('title="https://evil.test/x"');
    expect(render("https://bank.test/x")).not.toContain("title");
    // A Cyrillic letter.
    expect(render("https://b\u0430nk.test/")).toContain('title="https://xn--');
  });

  it.each([
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java\tscript:alert(1))",
    "[a](data:text/html,<script>alert(1)</script>)",
    "[a](vbscript:x)",
    "[a](//evil.test)",
    "[a](/logout)",
    "[a](file:///etc/passwd)",
    "![a](javascript:alert(1))",
    "<javascript:alert(1)>",
    "[a]( javascript:alert(1))",
    "[a](&#106;avascript:alert(1))",
  ])("%s leads nowhere", (body) => {
    expect(render(body)).not.toMatch(/<a |href/);
  });
});

describe("hostile text", () => {
  it.each([
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "a <b>bold</b> <!-- hidden -->",
    '<details open ontoggle="alert(1)">',
    "<div>\n\n</div>",
    '**<svg onload="x">**',
    "&lt;script&gt;",
  ])("%s is text", (body) => {
    const html = render(body);
    expect(html).not.toMatch(/<(script|img|b|details|svg)\b/);
    expect(read(html).replace(/\s/g, "")).toBe(body.replace(/\*\*|\s/g, ""));
  });

  it("cannot break out of attributes", () => {
    const html = render('[a](https://x.test/"onmouseover="alert(1)) ```js" onload="x\ny\n```');
    expect(html).not.toMatch(/"\s*on\w+=/);
  });

  const LONG = [
    "*",
    "[",
    ">",
    "> ",
    "_a",
    "*a_",
    "`",
    "`a``",
    "||a",
    "||",
    "![",
    "[a](",
    "1. ",
    "- ",
    "#",
    "~~",
    "<",
    "<a ",
    "@a",
    "a@a.",
    ":a",
    "|a",
    "http://",
    "\\",
    "\u202e",
    "🎉",
    "[]",
    "**a *b ",
    "a\n",
    "0️⃣",
  ];

  it.each(LONG)("8000 characters of %j come out as text", (piece) => {
    const body = piece.repeat(Math.ceil(MESSAGE_MAX / piece.length)).slice(0, MESSAGE_MAX);
    expect(render(body).length).toBeGreaterThan(0);
  });

  it.each([
    ["emphasis", `${"*".repeat(3990)}a${"*".repeat(3990)}`],
    ["quotes", Array.from({ length: 100 }, (_, level) => `${">".repeat(level)} a`).join("\n")],
    ["lists", Array.from({ length: 100 }, (_, level) => `${" ".repeat(level)}- a`).join("\n")],
    ["lists in quotes", "> - ".repeat(2000)],
    ["brackets", "[".repeat(4000) + "](x)".repeat(1000)],
    ["a table", `${"|a".repeat(1000)}|\n${"|-".repeat(1000)}|\n${"|".repeat(2000)}`],
  ])("deep %s end somewhere", (_, body) => {
    const html = render(body);
    let depth = 0;
    let deepest = 0;
    for (const [tag] of html.matchAll(/<(\/?)(?!br|hr)\w+[^>]*>/g)) {
      depth += tag.startsWith("</") ? -1 : 1;
      deepest = Math.max(deepest, depth);
    }
    expect(read(html)).not.toBe("");
    expect(deepest).toBeLessThan(40);
  });
});
