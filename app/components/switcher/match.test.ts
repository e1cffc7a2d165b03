import { expect, test } from "vitest";
import { fold, rank, rateMatch, type Entry } from "./match.ts";

const rate = (name: string, query: string) => rateMatch(fold(name), fold(query));

test("a beginning is better than a word's, that than a part, that than letters in order", () => {
  const ratings = ["garden", "the-garden", "kindergarden", "grand den"].map((name) => rate(name, "garden"));
  expect(ratings).toEqual([3, 2, 1.5, 0]);
  expect(rate("general-announcements", "gna")).toBe(1);
  expect(rate("garden", "z")).toBe(0);
  // One letter somewhere is no reason.
  expect(rate("garden", "n")).toBe(1.5);
  expect(rate("garden", "nr")).toBe(0);
});

test("case, accents and vowel marks do not matter, in any script", () => {
  expect(rate("Éléonore", "eleo")).toBe(3);
  expect(rate("İstanbul", "istan")).toBe(3);
  expect(rate("مُحَمَّد", "محمد")).toBe(3);
  expect(rate("東京オフィス", "オフィス")).toBe(1.5);
  expect(rate("ｐａｒｌｅｙ", "parley")).toBe(3);
});

test("among equals the one used last is first, groups keep together, and there are at most fifty", () => {
  const channel = (name: string, lastUsed: number): Entry => ({
    id: name,
    group: "conversations",
    name,
    lastUsed,
  });
  const page: Entry = { id: "p", group: "pages", name: "Garden rules" };
  const found = rank(
    [page, channel("garden-a", 1), channel("garden-b", 2), channel("attic", 9)],
    "gar",
    "en",
  );
  expect(found.map(({ name }) => name)).toEqual(["garden-b", "garden-a", "Garden rules"]);
  const many = Array.from({ length: 500 }, (_, at) => channel(`garden-${at}`, at));
  expect(rank(many, "garden", "en")).toHaveLength(50);
});

test("a sign before a name is no part of it", () => {
  const entry: Entry = { id: "1", group: "people", name: "Ada", detail: "@ada_l" };
  expect(rank([entry], "@ada", "en")).toEqual([entry]);
  expect(rank([entry], "ada_l", "en")).toEqual([entry]);
  expect(rank([entry], "ben", "en")).toEqual([]);
});
