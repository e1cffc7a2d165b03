import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { createTurn, type Act } from "./turn.server.ts";

/** What is done at the end of each turn, and what is to be asked. */
function watchTurns() {
  const turns: Act[][] = [];
  return { turns, broadcast: createTurn((acts) => turns.push(acts)) };
}

test("events of one kind to a room leave as one, in order, and a single one as it is", async () => {
  const { turns, broadcast } = watchTurns();
  broadcast.emit("a", "created", 1);
  broadcast.emit("b", "created", 2);
  broadcast.emit(["a"], "created", 3);
  expect(turns).toEqual([]);
  await setImmediate();
  broadcast.emit("a", "created", 4);
  await setImmediate();
  await setImmediate();
  expect(turns).toEqual([
    [
      ["emit", ["a"], "created", { batch: [1, 3] }, {}],
      ["emit", ["b"], "created", 2, {}],
    ],
    [["emit", ["a"], "created", 4, {}]],
  ]);
});

test("what a room hears keeps its order", async () => {
  const { turns, broadcast } = watchTurns();
  broadcast.emit("a", "created", 1);
  broadcast.emit("a", "updated", 2);
  broadcast.emit("a", "created", 3);
  broadcast.emit(["b", "a"], "created", 4);
  broadcast.emit(["b", "a"], "created", 5);
  broadcast.emit("a", "created", 6);
  await setImmediate();
  expect(turns[0]?.map((act) => act.slice(1, 4))).toEqual([
    [["a"], "created", 1],
    [["a"], "updated", 2],
    [["a"], "created", 3],
    [["b", "a"], "created", { batch: [4, 5] }],
    [["a"], "created", 6],
  ]);
});

test.each<[string, Act]>([
  ["entering", ["join", "x", "a"]],
  ["leaving", ["leave", "x", "a"]],
  ["losing", ["reconnect", ["x"]]],
  ["closing", ["close", "x", "bye", null]],
])("an event before %s a room is not joined by one after it", async (_name, [name, ...args]) => {
  const { turns, broadcast } = watchTurns();
  broadcast.emit("a", "created", 1);
  (broadcast[name] as (...given: unknown[]) => void)(...args);
  broadcast.emit("a", "created", 2);
  await setImmediate();
  expect(turns[0]?.map(([done]) => done)).toEqual(["emit", name, "emit"]);
});

test("events that some are left out of stay apart from those that all get", async () => {
  const { turns, broadcast } = watchTurns();
  broadcast.emit("a", "created", 1, { except: "b" });
  broadcast.emit("a", "created", 2);
  await setImmediate();
  expect(turns[0]?.map((act) => act.slice(3))).toEqual([
    [1, { except: "b" }],
    [2, {}],
  ]);
});

test("an event to no room reaches nobody", async () => {
  const { turns, broadcast } = watchTurns();
  broadcast.emit([], "created", 1);
  await setImmediate();
  expect(turns).toEqual([]);
});
