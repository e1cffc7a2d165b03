import { expect, test } from "vitest";
import type { ChannelView, MembershipView } from "#app/shared/views.ts";
import { makeChannel, makeUser } from "#tests/views.ts";
import { arrangeSidebar } from "./sidebar-rows.ts";

const users = new Map(["ada", "ben"].map((id) => [id, makeUser(id)]));

function channel(name: string, own: Partial<MembershipView> = {}, changes: Partial<ChannelView> = {}) {
  const { membership } = makeChannel();
  return makeChannel({ id: name, name, membership: membership && { ...membership, ...own }, ...changes });
}

function outline(channels: ChannelView[], currentId?: string, unreadFirst = false) {
  const options = {
    users,
    userId: "ada",
    currentId,
    unreadFirst,
    speaker: { t: (key: string) => key, language: "en" },
  };
  const { starred, channels: named, direct } = arrangeSidebar(channels, options);
  return [starred, named, direct].map((rows) => rows.map(({ name }) => name));
}

test("each section is in the order of names, whatever their case", () => {
  const direct = channel("direct", {}, { kind: "direct", name: null, members: ["ada", "ben"] });
  const all = [channel("figs"), channel("Beans"), direct, channel("zinnias", { starred: true })];
  expect(outline(all)).toEqual([["zinnias"], ["Beans", "figs"], ["ben"]]);
});

test("a hidden conversation is listed again once there is something new, or while it is open", () => {
  const hidden = channel("beans", { hiddenSeq: 5 }, { lastSeq: 5 });
  expect(outline([hidden])).toEqual([[], [], []]);
  expect(outline([hidden], "beans")).toEqual([[], ["beans"], []]);
  expect(outline([{ ...hidden, lastSeq: 6 }])).toEqual([[], ["beans"], []]);
});

test("an archived channel is listed while it is open only", () => {
  const archived = channel("beans", {}, { archivedAt: "2026-03-01T10:00:00.000Z" });
  expect(outline([archived])).toEqual([[], [], []]);
  expect(outline([archived], "beans")).toEqual([[], ["beans"], []]);
});

test("what is unread comes first only for who wants that, and a muted channel only with a mention", () => {
  const all = [
    channel("beans"),
    channel("figs", { unread: 1, muted: true }),
    channel("peas", { unread: 2 }),
    channel("zinnias", { unread: 1, mentions: 1, muted: true }),
  ];
  expect(outline(all)[1]).toEqual(["beans", "figs", "peas", "zinnias"]);
  expect(outline(all, undefined, true)[1]).toEqual(["peas", "zinnias", "beans", "figs"]);
});
