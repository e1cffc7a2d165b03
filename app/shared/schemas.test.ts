import { describe, expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "./errors.ts";
import { id, line, parseInput, text, wholeNumber } from "./schemas.ts";

/** What `parseInput` says is wrong, as "path: code". */
function faultsOf(schema: z.ZodType, input: unknown): string[] {
  try {
    parseInput(schema, input);
    return [];
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "invalid_input") throw error;
    return error.errors.map(({ path, code }) => `${path}: ${code}`);
  }
}

test("ids are UUIDs in either case, and come out in lower case", () => {
  const upper = "0192F0A0-1234-7ABC-8DEF-0123456789AB";
  expect(parseInput(id, upper)).toBe(upper.toLowerCase());
  for (const wrong of ["", "1", `${upper}0`, ` ${upper}`, upper.replaceAll("-", ""), `${upper}\n`])
    expect(faultsOf(id, wrong)).toEqual([": invalid"]);
});

test("a name is trimmed, composed and one line", () => {
  expect(parseInput(line(10), "  e\u0301a  ")).toBe("éa");
  expect(faultsOf(line(10, { required: true }), "  ")).toEqual([": required"]);
  expect(faultsOf(line(3), "abcd")).toEqual([": too_long"]);
  expect(parseInput(line(3), "😀😀😀")).toBe("😀😀😀");
  expect(faultsOf(line(3), "a\nb")).toEqual([": bad_text"]);
  expect(faultsOf(line(3), "\ud800")).toEqual([": bad_text"]);
});

test("a text keeps its spaces and its breaks, as LF", () => {
  expect(parseInput(text(10), " a\r\nb ")).toBe(" a\nb ");
  // A break counts once, however the browser sends it.
  expect(parseInput(text(3), "a\r\nb")).toBe("a\nb");
  expect(faultsOf(text(2), "abc")).toEqual([": too_long"]);
});

describe("what is wrong is said field by field, the first fault of each", () => {
  const schema = z.object({
    name: line(3, { required: true }),
    count: wholeNumber.optional(),
    ids: z.array(id).min(1).max(2),
  });
  const valid = { name: "abc", ids: ["0192f0a0-1234-7abc-8def-0123456789ab"] };

  test.each([
    [valid, []],
    [{}, ["name: required", "ids: required"]],
    [{ ...valid, name: 5 }, ["name: wrong_type"]],
    [{ ...valid, name: null }, ["name: wrong_type"]],
    [{ ...valid, name: "a\0bcd" }, ["name: bad_text"]],
    [{ ...valid, ids: [] }, ["ids: below_minimum"]],
    [{ ...valid, ids: [...valid.ids, ...valid.ids, ...valid.ids] }, ["ids: above_maximum"]],
    [{ ...valid, ids: ["x"] }, ["ids.0: invalid"]],
    [{ ...valid, count: "many" }, ["count: wrong_type"]],
    [{ ...valid, count: "-1" }, ["count: too_short"]],
    ["text", [": wrong_type"]],
    [[], [": wrong_type"]],
    [null, [": wrong_type"]],
    [undefined, [": required"]],
  ])("%j: %j", (input, faults) => {
    expect(faultsOf(schema, input)).toEqual(faults);
  });
});
