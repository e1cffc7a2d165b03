import { expect, test } from "vitest";
import type { UserView } from "#app/shared/views.ts";
import { makeChannel, makeMessage, makeUser } from "#tests/views.ts";
import type { MessageContext } from "./message-context.ts";
import { rendersTheSame } from "./same-message.ts";

const message = makeMessage(1, { authorId: "ada", reactions: [{ emoji: "👍", userIds: ["ben"] }] });
const shared = { message, startsRun: true };
const channel = makeChannel();

function show(users: UserView[]) {
  const context = {
    channel,
    users: new Map(users.map((user) => [user.id, user])),
    references: new Map(),
    savedIds: new Set(),
    follows: new Map(),
  } as unknown as MessageContext;
  return { ...shared, author: context.users.get("ada"), context };
}

test.each(["ada", "ben"])(
  "a message is another one when %s has another name, not when they come or go",
  (id) => {
    const people = [makeUser("ada"), makeUser("ben")];
    const change = (changes: Partial<UserView>) =>
      people.map((user) => (user.id === id ? { ...user, ...changes } : user));
    const before = show(people);
    expect(rendersTheSame(before, show(change({ presence: "away" })))).toBe(true);
    expect(rendersTheSame(before, show(change({ displayName: "Somebody else" })))).toBe(false);
  },
);

test("somebody who has nothing to do with a message changes nothing about it", () => {
  const people = [makeUser("ada"), makeUser("ben")];
  const stranger = { ...makeUser("cleo"), displayName: "Cleo" };
  expect(rendersTheSame(show(people), show([...people, stranger]))).toBe(true);
});
