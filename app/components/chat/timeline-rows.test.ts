import { expect, test } from "vitest";
import type { MessageView } from "#app/shared/views.ts";
import { makeMessage } from "#tests/views.ts";
import { arrangeRows, type UnreadStretch } from "./timeline-rows.ts";

const NOW = "2026-03-03T12:00:00.000Z";

/** The rows in short: a day, the unread line, and messages with a star where a run starts. */
function outline(
  messages: MessageView[],
  { unread, timeZone = "UTC", start = 0 }: { unread?: UnreadStretch; timeZone?: string; start?: number } = {},
) {
  return arrangeRows(messages, { dateStyle: { locale: "en", timeZone }, now: NOW, unread, start }).map(
    (row) => {
      if (row.kind === "day") return row.relative ?? row.day;
      if (row.kind === "unread") return "unread";
      if (row.kind === "people") return `+${row.joined.join("+")} -${row.left.join("-")}`;
      return `${row.message.seq}${row.startsRun ? "*" : ""}`;
    },
  );
}

const at = (seq: number, createdAt: string, changes: Partial<MessageView> = {}) =>
  makeMessage(seq, { createdAt, ...changes });

test("an empty conversation has no rows", () => {
  expect(outline([])).toEqual([]);
});

test("each day is named once, today and yesterday by name", () => {
  const messages = [
    at(1, "2026-03-01T09:00:00.000Z"),
    at(2, "2026-03-02T09:00:00.000Z"),
    at(3, "2026-03-02T23:59:59.999Z"),
    at(4, "2026-03-03T00:00:00.000Z"),
  ];
  expect(outline(messages)).toEqual([
    expect.stringContaining("2026"),
    "1*",
    "yesterday",
    "2*",
    "3*",
    "today",
    "4*",
  ]);
});

test("days are those of the reader", () => {
  const messages = [at(1, "2026-03-02T22:30:00.000Z"), at(2, "2026-03-02T23:30:00.000Z")];
  expect(outline(messages)).toEqual(["yesterday", "1*", "2*"]);
  expect(outline(messages, { timeZone: "Europe/Berlin" })).toEqual(["yesterday", "1*", "today", "2*"]);
});

test("messages of one author within five minutes make one run", () => {
  const messages = [
    at(1, "2026-03-03T10:00:00.000Z"),
    at(2, "2026-03-03T10:04:59.999Z"),
    at(3, "2026-03-03T10:09:59.999Z"),
    at(4, "2026-03-03T10:10:00.000Z", { authorId: "ben" }),
    at(5, "2026-03-03T10:10:01.000Z", { authorId: "ben", kind: "system" }),
  ];
  expect(outline(messages)).toEqual(["today", "1*", "2", "3*", "4*", "5*"]);
});

test("the first in the page has its day and its author above it, whatever is loaded before", () => {
  const messages = [1, 2, 3].map((seq) => at(seq, "2026-03-03T10:00:00.000Z"));
  expect(outline(messages, { start: 1 })).toEqual(["today", "2*", "3"]);
  expect(outline(messages.slice(1))).toEqual(["today", "2*", "3"]);
});

const happened = (seq: number, type: "joined" | "left" | "archived", authorId: string) =>
  at(seq, "2026-03-03T10:00:00.000Z", { kind: "system", authorId, event: { type } });

test("a line stands before the first unread message, which starts a run", () => {
  const messages = [at(1, "2026-03-03T10:00:00.000Z"), at(2, "2026-03-03T10:00:01.000Z")];
  expect(outline(messages, { unread: { after: 1, upTo: 2 } })).toEqual(["today", "1*", "unread", "2*"]);
  expect(outline(messages, { unread: { after: 2, upTo: 2 } })).toEqual(["today", "1*", "2"]);
});

test("what came after the conversation was opened gets no line", () => {
  const messages = [at(1, "2026-03-03T10:00:00.000Z"), at(2, "2026-03-03T10:00:01.000Z")];
  expect(outline(messages, { unread: { after: 1, upTo: 1 } })).toEqual(["today", "1*", "2"]);
});

test("what the system tells is not unread: the line stands after it, or nowhere", () => {
  const messages = [
    at(1, "2026-03-03T10:00:00.000Z"),
    happened(2, "joined", "ben"),
    at(3, "2026-03-03T10:00:00.000Z"),
    happened(4, "archived", "ada"),
  ];
  const unread = { after: 1, upTo: 4 };
  expect(outline(messages, { unread })).toEqual(["today", "1*", "2*", "unread", "3*", "4*"]);
  expect(outline(messages, { unread: { after: 3, upTo: 4 } })).not.toContain("unread");
});

test("people who come and go one after the other share a row", () => {
  const messages = [
    happened(1, "joined", "ben"),
    happened(2, "joined", "cleo"),
    happened(3, "left", "ben"),
    at(4, "2026-03-03T10:00:00.000Z"),
    happened(5, "joined", "dora"),
    happened(6, "archived", "ada"),
    happened(7, "joined", "emil"),
  ];
  expect(outline(messages)).toEqual(["today", "+ben+cleo -ben", "4*", "5*", "6*", "7*"]);
});

test("a new day begins a new row of people", () => {
  const early = at(1, "2026-03-02T10:00:00.000Z", {
    kind: "system",
    authorId: "ben",
    event: { type: "joined" },
  });
  const messages = [early, happened(2, "joined", "cleo"), happened(3, "joined", "dora")];
  expect(outline(messages)).toEqual(["yesterday", "1*", "today", "+cleo+dora -"]);
});
