import { expect, test } from "vitest";
import { makeUser } from "#tests/views.ts";
import { onEach, request, type Connection } from "./connection.ts";
import { createPublisher } from "./publisher.ts";

test("announcements that fell together are taken one by one, in order, and shown as one change", () => {
  let emit: (payload: unknown) => void = () => {};
  const connection = {
    on: (_event: string, listener: typeof emit) => (emit = listener),
  } as unknown as Connection;
  const publisher = createPublisher({ names: [] as string[] });
  let shown = 0;
  publisher.subscribe(() => shown++);
  onEach(connection, "user:changed", publisher.inOnePublish, ({ user }) =>
    publisher.publish({ names: [...publisher.read().names, user.id] }),
  );
  emit({ user: makeUser("ada") });
  expect([publisher.read().names, shown]).toEqual([["ada"], 1]);
  emit({ batch: [{ user: makeUser("ben") }, { user: makeUser("cleo") }] });
  expect([publisher.read().names, shown]).toEqual([["ada", "ben", "cleo"], 2]);
  emit({ batch: [] });
  expect(shown).toBe(2);
});

test("without a connection a request ends as one that got no answer", async () => {
  await expect(request(undefined, "draft:list", {})).rejects.toMatchObject({ code: "offline" });
});
