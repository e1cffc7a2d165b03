import { expect, test } from "vitest";
import { findMentionNames } from "#app/domain/messages/mention-names.ts";
import { toItalics } from "./me.server.ts";

test.each([
  ["waves", "_waves_"],
  ["  reads \n on  ", "_reads on_"],
  ["likes snake_case", "_likes snake_case_"],
  ["ends_ early", String.raw`_ends\_ early_`],
  ["leans back \\", String.raw`_leans back \\_`],
  ["waves at @ben", "*waves at @ben*"],
  ["is a *star* to @ben", String.raw`*is a \*star\* to @ben*`],
])("“%s” becomes %s", (text, body) => {
  expect(toItalics(text)).toBe(body);
});

test("names in it are still names", () => {
  expect(findMentionNames(toItalics("thanks @ada and @ben_o")).names).toEqual(["ada", "ben_o"]);
});
