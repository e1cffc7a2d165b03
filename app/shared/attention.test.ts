import { expect, test } from "vitest";
import { makeChannel } from "#tests/views.ts";
import { countAttention } from "./attention.ts";
import type { ChannelView, MembershipView } from "./views.ts";

function make(id: string, own: Partial<MembershipView>, changes: Partial<ChannelView> = {}): ChannelView {
  const channel = makeChannel({ id, ...changes });
  return { ...channel, membership: { ...channel.membership!, ...own } };
}

const named = make("named", { unread: 5, mentions: 2 });
const direct = make("direct", { unread: 3, mentions: 1 }, { kind: "direct" });
const plain = make("plain", { unread: 4 });

test("names and direct messages are counted, and of the rest it is known that there is some", () => {
  expect(countAttention([named, direct, plain], "mentions")).toEqual({ count: 5, hasOther: true });
  expect(countAttention([direct], "mentions")).toEqual({ count: 3, hasOther: false });
  expect(countAttention([plain], "mentions")).toEqual({ count: 0, hasOther: true });
  expect(countAttention([make("read", {})], "mentions")).toEqual({ count: 0, hasOther: false });
});

test("nothing is counted where the person wants to hear nothing, or looks already", () => {
  const nothing = { count: 0, hasOther: false };
  expect(countAttention([named, direct, plain], "nothing")).toEqual(nothing);
  expect(countAttention([make("muted", { unread: 5, mentions: 2, muted: true })], "all")).toEqual(nothing);
  expect(countAttention([make("off", { unread: 5, mentions: 2, notifyLevel: "nothing" })], "all")).toEqual(
    nothing,
  );
  expect(countAttention([named], "all", "named")).toEqual(nothing);
  expect(countAttention([{ ...named, archivedAt: named.createdAt }], "all")).toEqual(nothing);
  expect(countAttention([{ ...named, membership: null }], "all")).toEqual(nothing);
});

test("what a conversation says of itself goes before the account", () => {
  const wanted = make("wanted", { unread: 5, mentions: 2, notifyLevel: "mentions" });
  expect(countAttention([wanted], "nothing")).toEqual({ count: 2, hasOther: true });
  const onlyNames = make("names", { unread: 3, mentions: 1, notifyLevel: "mentions" }, { kind: "direct" });
  expect(countAttention([onlyNames], "mentions")).toEqual({ count: 1, hasOther: true });
});
