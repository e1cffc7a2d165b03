import { expect, test } from "vitest";
import { MESSAGE_MAX } from "#app/shared/limits.ts";
import { parseMarkdown } from "./markdown-lexer.ts";

const fill = (piece: string, length = MESSAGE_MAX) =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

// Each keeps the parser busy for a tenth of a second to two seconds, since it begins anew at each of their signs.
test.each([
  ["waves, addresses and escapes", fill("é=~a.b@c.d\\t~")],
  ["waves, addresses and tabs", fill("é=~a.b@c.d\t~")],
  ["one long address", `${"a".repeat(7990)}@b`],
  ["an address with many dots", `${fill("a.", 7990)}@b`],
  ["long addresses", fill(`${"a".repeat(318)}@b `)],
  ["chains of addresses", fill("a@")],
  ["chains of names", fill("@a")],
  ["many short addresses", fill("a@b.c ")],
  ["addresses in brackets", fill("<a@")],
  ["waves", fill("a ~")],
  ["pictures", fill("![")],
  ["exclamation marks", fill("!")],
  ["brackets behind a link", `http://a${fill(")", 7990)}`],
  ["a long gap", `*a* b${" ".repeat(7990)}c`],
])("%s are shown as they were typed", (_, body) => {
  expect(parseMarkdown(body)).toBeUndefined();
});

test.each([
  ["fifty addresses", "ada.lovelace@parley.test, ".repeat(50)],
  ["fifty names", "@ada-lovelace-of-london-and-paris ".repeat(50)],
  ["a long link", `https://parley.test/${fill("a.b-c_d/", 2000).replaceAll("_", "")}`],
  ["a long word without an address", `*a* ${"x".repeat(7990)}`],
  ["a long program", `\`\`\`js\n${fill("if (!a.b) call(a, [b.c]);\n", 7900)}\`\`\``],
  ["a picture of lines", fill("+------+------+\n| a    | b    |\n", 3000)],
  ["much joy", `${"Done! ".repeat(100)}${"!".repeat(100)}`],
])("%s are read as Markdown", (_, body) => {
  expect(parseMarkdown(body)?.length).toBeGreaterThan(0);
});
