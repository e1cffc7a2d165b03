import { describe, expect, test } from "vitest";
import { makeMessage } from "#tests/views.ts";
import {
  decideNotification,
  isQuietAt,
  NOTIFY_REASONS,
  type NotifyInput,
  type NotifyPerson,
  type NotifyReason,
} from "./notify-decision.ts";
import { NOTIFY_LEVELS } from "./preferences.ts";
import type { ChannelKind } from "./views.ts";

const NOW = new Date("2026-03-02T12:00:00.000Z");

interface Changes {
  message?: Partial<NotifyInput["message"]>;
  membership?: Partial<NotifyInput["membership"]>;
  person?: Partial<NotifyPerson>;
  channelKind?: ChannelKind;
  followsThread?: boolean;
  wasHere?: boolean;
  now?: Date;
}

/** Ada writes something in a channel; Ben, who has changed no setting, is there to be told. */
function ask({ message, membership, person, ...rest }: Changes = {}): NotifyInput {
  return {
    message: makeMessage(7, { authorId: "ada", createdAt: NOW.toISOString(), ...message }),
    channelKind: "public",
    membership: {
      muted: false,
      notifyLevel: null,
      joinedAt: "2026-03-01T00:00:00.000Z",
      lastReadSeq: 0,
      ...membership,
    },
    person: {
      userId: "ben",
      notifyLevel: "mentions",
      quietFrom: null,
      quietUntil: null,
      timeZone: "UTC",
      snoozedAt: null,
      snoozedUntil: null,
      isBusy: false,
      ...person,
    },
    followsThread: false,
    wasHere: false,
    now: NOW,
    ...rest,
  };
}

const decide = (changes: Changes) => decideNotification(ask(changes));
const names = { mentions: ["ben"] };
const inThread: Changes = { message: { parentId: "root" }, followsThread: true };

const CASES: [what: string, Changes, NotifyReason, boolean][] = [
  ["a message that names somebody", { message: names }, "named", true],
  ["one that names somebody else", { message: { mentions: ["cleo"] } }, "account_mentions", false],
  ["one that calls everybody", { message: { mentionAll: "channel" } }, "everybody", true],
  ["one that calls all who are there", { message: { mentionAll: "here" }, wasHere: true }, "everybody", true],
  ["the same for who was not", { message: { mentionAll: "here" } }, "account_mentions", false],
  ["a direct message", { channelKind: "direct" }, "direct", true],
  ["a reply in a followed thread", inThread, "thread", true],
  ["a reply in another thread", { ...inThread, followsThread: false }, "account_mentions", false],
  ["no reply, whatever is followed", { followsThread: true }, "account_mentions", false],
  ["anything, at the account's level “all”", { person: { notifyLevel: "all" } }, "account_all", true],
  ["anything, at the channel's level “all”", { membership: { notifyLevel: "all" } }, "channel_all", true],
  [
    "anything, at the channel's “mentions”",
    { membership: { notifyLevel: "mentions" } },
    "channel_mentions",
    false,
  ],
  [
    "the channel's own level before the account's “all”",
    { membership: { notifyLevel: "mentions" }, person: { notifyLevel: "all" } },
    "channel_mentions",
    false,
  ],
  [
    "the channel's own level before the account's “nothing”",
    { membership: { notifyLevel: "mentions" }, person: { notifyLevel: "nothing" }, message: names },
    "named",
    true,
  ],
  [
    "a name at the channel's “nothing”",
    { membership: { notifyLevel: "nothing" }, message: names },
    "channel_nothing",
    false,
  ],
  [
    "a name at the account's “nothing”",
    { person: { notifyLevel: "nothing" }, message: names },
    "account_nothing",
    false,
  ],
  [
    "a direct message at the account's “nothing”",
    { channelKind: "direct", person: { notifyLevel: "nothing" } },
    "account_nothing",
    false,
  ],
  [
    "a direct conversation of which only names are wanted",
    { channelKind: "direct", membership: { notifyLevel: "mentions" } },
    "channel_mentions",
    false,
  ],
  [
    "a name in a muted channel",
    { membership: { muted: true, notifyLevel: "all" }, message: names },
    "muted",
    false,
  ],
  ["one's own message", { message: { authorId: "ben", ...names } }, "own", false],
  ["what the system tells", { message: { kind: "system" }, person: { notifyLevel: "all" } }, "system", false],
  ["a deleted message", { message: { ...names, deletedAt: NOW.toISOString() } }, "deleted", false],
  [
    "what was written before one joined",
    { message: { ...names, createdAt: "2026-02-28T23:59:59.999Z" } },
    "before_joined",
    false,
  ],
  ["what was read already", { message: names, membership: { lastReadSeq: 7 } }, "read", false],
  ["what comes after what was read", { message: names, membership: { lastReadSeq: 6 } }, "named", true],
  [
    "a name while paused",
    { message: names, person: { snoozedUntil: "2026-03-02T12:00:00.001Z" } },
    "snoozed",
    false,
  ],
  ["a name after a pause", { message: names, person: { snoozedUntil: NOW.toISOString() } }, "named", true],
  [
    "a name before a pause began",
    {
      message: names,
      person: { snoozedAt: "2026-03-02T12:00:01.000Z", snoozedUntil: "2026-03-02T13:00:00.000Z" },
    },
    "named",
    true,
  ],
  ["a name to who is busy", { message: names, person: { isBusy: true } }, "busy", false],
  [
    "a name in quiet hours",
    { message: names, person: { quietFrom: "12:00", quietUntil: "13:00" } },
    "quiet_hours",
    false,
  ],
];

describe("who has changed nothing but this is told, or not, of", () => {
  test.each(CASES)("%s", (_, changes, reason, notifies) => {
    expect(decide(changes)).toEqual({ reason, notifies });
  });

  test("every reason there is, in one of these", () => {
    const found = new Set(CASES.map(([, , reason]) => reason));
    expect(NOTIFY_REASONS.filter((reason) => !found.has(reason))).toEqual([]);
  });
});

describe("of several reasons the first one decides", () => {
  /** Each makes its reason hold; laid over each other, from the last to the first, always the newest decides. */
  const LAYERS: [NotifyReason, Changes][] = [
    ["account_mentions", {}],
    ["account_all", { person: { notifyLevel: "all" } }],
    ["channel_all", { membership: { notifyLevel: "all" } }],
    ["thread", inThread],
    ["direct", { channelKind: "direct" }],
    ["everybody", { message: { mentionAll: "channel" } }],
    ["named", { message: names }],
    ["quiet_hours", { person: { quietFrom: "11:00", quietUntil: "13:00" } }],
    ["busy", { person: { isBusy: true } }],
    ["snoozed", { person: { snoozedUntil: "2026-03-02T13:00:00.000Z" } }],
    ["account_nothing", { membership: { notifyLevel: null }, person: { notifyLevel: "nothing" } }],
    ["channel_nothing", { membership: { notifyLevel: "nothing" } }],
    ["muted", { membership: { muted: true } }],
    ["read", { membership: { lastReadSeq: 7 } }],
    ["before_joined", { membership: { joinedAt: "2026-03-03T00:00:00.000Z" } }],
    ["deleted", { message: { deletedAt: NOW.toISOString() } }],
    ["own", { message: { authorId: "ben" } }],
    ["system", { message: { kind: "system" } }],
  ];

  test.each(LAYERS.map(([reason], index) => [reason, index] as const))("%s", (reason, index) => {
    const changes = LAYERS.slice(0, index + 1).reduce<Changes>(
      (all, [, next]) => ({
        ...all,
        ...next,
        message: { ...all.message, ...next.message },
        membership: { ...all.membership, ...next.membership },
        person: { ...all.person, ...next.person },
      }),
      {},
    );
    expect(decide(changes).reason).toBe(reason);
  });
});

const LEVELS = [null, ...NOTIFY_LEVELS];

test.each(LEVELS.flatMap((own) => NOTIFY_LEVELS.map((account) => [own, account] as const)))(
  "a channel at %s with the account at %s: what nobody meant for one needs “all”, what names one anything but “nothing”",
  (own, account) => {
    const settings = { membership: { notifyLevel: own }, person: { notifyLevel: account } };
    const level = own ?? account;
    expect(decide(settings).notifies).toBe(level === "all");
    expect(decide({ ...settings, message: names }).notifies).toBe(level !== "nothing");
    expect(decide({ ...settings, ...inThread }).notifies).toBe(level !== "nothing");
  },
);

test("a pause is named only where nothing else keeps it silent", () => {
  const paused = {
    snoozedUntil: "2026-03-02T13:00:00.000Z",
    isBusy: true,
    quietFrom: "11:00",
    quietUntil: "13:00",
  };
  expect(decide({ person: paused }).reason).toBe("account_mentions");
});

describe("quiet hours", () => {
  const night = { quietFrom: "22:00", quietUntil: "07:00", timeZone: "Europe/Berlin" };

  test.each([
    ["21:59 in winter", "2026-01-15T20:59:59.999Z", false],
    ["22:00 in winter", "2026-01-15T21:00:00.000Z", true],
    ["midnight", "2026-01-15T23:00:00.000Z", true],
    ["06:59", "2026-01-16T05:59:59.999Z", true],
    ["07:00", "2026-01-16T06:00:00.000Z", false],
    ["22:00 in summer", "2026-07-15T20:00:00.000Z", true],
    ["07:00 in summer", "2026-07-16T05:00:00.000Z", false],
    ["the hour that spring leaves out", "2026-03-29T01:00:00.000Z", true],
  ])("over midnight in Berlin: %s", (_, now, isQuiet) => {
    expect(isQuietAt(night, new Date(now))).toBe(isQuiet);
  });

  test.each([
    ["12:59", "2026-01-15T12:59:00.000Z", false],
    ["13:00", "2026-01-15T13:00:00.000Z", true],
    ["14:00", "2026-01-15T14:00:00.000Z", false],
  ])("within a day: %s", (_, now, isQuiet) => {
    const rest = { quietFrom: "13:00", quietUntil: "14:00", timeZone: "UTC" };
    expect(isQuietAt(rest, new Date(now))).toBe(isQuiet);
  });

  test("are where the person is", () => {
    const now = new Date("2026-01-15T21:30:00.000Z");
    expect(isQuietAt(night, now)).toBe(true);
    expect(isQuietAt({ ...night, timeZone: "America/New_York" }, now)).toBe(false);
  });

  test("that are not set never are", () => {
    expect(isQuietAt({ ...night, quietFrom: null, quietUntil: null }, NOW)).toBe(false);
  });
});
