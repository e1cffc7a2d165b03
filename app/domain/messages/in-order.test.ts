import { expect, test } from "vitest";
import { inOrder } from "./in-order.server.ts";

/** Work that ends when it is told to. */
function makeWork(name: string, log: string[]) {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const run = () => {
    log.push(`${name} began`);
    return promise.finally(() => log.push(`${name} ended`));
  };
  return { run, end: () => resolve(name), fail: () => reject(new Error(name)) };
}

test("the work of one channel waits for what was asked before it, also when that fails", async () => {
  const log: string[] = [];
  const [first, second, third] = ["first", "second", "third"].map((name) => makeWork(name, log)) as [
    ReturnType<typeof makeWork>,
    ReturnType<typeof makeWork>,
    ReturnType<typeof makeWork>,
  ];
  const answers = [first, second, third].map(({ run }) => inOrder("channel", run));
  third.end();
  second.fail();
  first.end();
  const settled = await Promise.allSettled(answers);
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(log).toEqual(["first", "second", "third"].flatMap((name) => [`${name} began`, `${name} ended`]));
});

test("another channel waits for nothing", async () => {
  const log: string[] = [];
  const slow = makeWork("slow", log);
  const waiting = inOrder("one", slow.run);
  expect(await inOrder("another", async () => "at once")).toBe("at once");
  slow.end();
  expect(await waiting).toBe("slow");
});
