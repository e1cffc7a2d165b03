import { expect, test } from "vitest";
import { makeExcerpt } from "./excerpt.ts";

test.each([
  ["first line that says something", "\n\n> Water **the** beds\nand the roses", "Water the beds"],
  ["words of a link, not its address", "See [the log](https://example.org/log) first", "See the log first"],
  ["brackets that are no link", "See [the log] (later)", "See [the log] (later)"],
  ["words that are stressed, without the signs", "At *minus three*, or _less_", "At minus three, or less"],
  ["signs that stress nothing", "2 * 3 * 4 in snake_case_names", "2 * 3 * 4 in snake_case_names"],
  ["code, not the name of its language", "```ts\nlet beds = 5;\n```", "let beds = 5;"],
  ["nothing that is hidden", "It ||bolted|| already", "It … already"],
])("an excerpt has the %s", (_, body, excerpt) => {
  expect(makeExcerpt({ body, forwarded: null, files: [] })).toBe(excerpt);
});

test("an excerpt of a message without a text is what its file is called", () => {
  const file = { id: "f", name: "plan_b.pdf", type: "application/pdf", bytes: 1, width: null, height: null };
  expect(makeExcerpt({ body: "", forwarded: null, files: [file] })).toBe("plan_b.pdf");
});
