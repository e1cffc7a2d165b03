import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SECOND } from "#app/shared/time.ts";
import type { DraftView } from "#app/shared/views.ts";
import { createMemoryStorage } from "#tests/local-storage.ts";
import { RequestError } from "./connection.ts";
import { createDrafts } from "./drafts.ts";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("localStorage", createMemoryStorage());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A device whose server is `server`; `failures` are what its first saves end in. */
function openDevice(server = new Map<string, DraftView>(), failures: RequestError[] = []) {
  const saved: string[] = [];
  const drafts = createDrafts({
    userId: "ada",
    async save({ channelId, parentId, body }) {
      const failure = failures.shift();
      if (failure) throw failure;
      saved.push(body);
      const draft = { channelId, parentId, body, savedAt: new Date().toISOString() };
      server.set(`${channelId} ${parentId}`, draft);
      return draft;
    },
    list: async () => [...server.values()].filter((draft) => draft.body !== ""),
  });
  return { drafts, saved, server };
}

const rest = () => vi.advanceTimersByTimeAsync(2 * SECOND);

test("what is typed is on the device at once, and on the server when the typing rests", async () => {
  const { drafts, saved } = openDevice();
  for (const body of ["H", "He", "Hello"]) drafts.write("general", body);
  expect(openDevice().drafts.read("general")).toBe("Hello");
  expect(saved).toEqual([]);
  await rest();
  expect(saved).toEqual(["Hello"]);
  drafts.write("general", "");
  await rest();
  expect([saved.at(-1), drafts.read("general"), localStorage.length]).toEqual(["", "", 0]);
});

test("a thread has a draft of its own", () => {
  const { drafts } = openDevice();
  drafts.write("general", "in the channel");
  drafts.write("general", "in the thread", "root");
  expect([drafts.read("general"), drafts.read("general", "root")]).toEqual([
    "in the channel",
    "in the thread",
  ]);
});

test("what another device wrote is taken and told, unless one is typing here or has something newer", async () => {
  const { drafts } = openDevice();
  const told: string[] = [];
  const stop = drafts.onChange("general", null, (body) => told.push(body));
  const from = (body: string, savedAt: string) =>
    drafts.take({ channelId: "general", parentId: null, body, savedAt });
  from("elsewhere", "2020-01-01T00:00:00.000Z");
  from("older", "2019-01-01T00:00:00.000Z");
  expect([told, drafts.read("general")]).toEqual([["elsewhere"], "elsewhere"]);
  drafts.write("general", "here");
  from("elsewhere again", "2999-01-01T00:00:00.000Z");
  expect(drafts.read("general")).toBe("here");
  await rest();
  stop();
  from("later", "2999-01-01T00:00:00.000Z");
  expect([told, drafts.read("general")]).toEqual([["elsewhere"], "later"]);
});

test("on connecting, what could not be saved is saved, and what was written or sent elsewhere is taken", async () => {
  const { drafts, server } = openDevice(new Map(), [new RequestError("offline", "")]);
  drafts.write("offline", "typed in a train");
  await rest();
  drafts.write("sent", "sent elsewhere");
  await rest();
  server.delete("sent null");
  server.set("new", {
    channelId: "new",
    parentId: null,
    body: "from a phone",
    savedAt: "2999-01-01T00:00:00.000Z",
  });
  await drafts.reconcile();
  expect(server.get("offline null")?.body).toBe("typed in a train");
  expect(["offline", "sent", "new"].map((channelId) => drafts.read(channelId))).toEqual([
    "typed in a train",
    "",
    "from a phone",
  ]);
});

test("what is typed while it is being saved is saved too", async () => {
  const { drafts, saved } = openDevice();
  drafts.write("general", "one");
  vi.advanceTimersByTime(SECOND);
  drafts.write("general", "one two");
  await rest();
  expect(saved).toEqual(["one", "one two"]);
});

test("a server that is asked too much gets it later", async () => {
  const { drafts, saved } = openDevice(new Map(), [new RequestError("rate_limited", "", 5)]);
  drafts.write("general", "Hello");
  await vi.advanceTimersByTimeAsync(5 * SECOND);
  expect(saved).toEqual([]);
  await vi.advanceTimersByTimeAsync(5 * SECOND);
  expect(saved).toEqual(["Hello"]);
});

test("what the server refuses stays here", async () => {
  const refusals = ["forbidden", "forbidden"].map((code) => new RequestError(code, ""));
  const { drafts, saved } = openDevice(new Map(), refusals);
  drafts.write("general", "Hello");
  await rest();
  await drafts.reconcile();
  expect([saved, drafts.read("general")]).toEqual([[], "Hello"]);
});

test("a draft of an earlier version is kept", async () => {
  localStorage.setItem("parley:draft:ada:general", "from before");
  const { drafts, saved } = openDevice();
  expect(drafts.read("general")).toBe("from before");
  await drafts.reconcile();
  expect(saved).toEqual(["from before"]);
});

test("after a log-out nothing stays here that the server has", async () => {
  const { drafts } = openDevice();
  drafts.write("saved", "on the server");
  await rest();
  drafts.write("unsaved", "here only");
  drafts.forget();
  expect(Object.keys(localStorage)).toEqual(["parley:draft:ada:unsaved"]);
});
