import { readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import postgres from "postgres";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  ALREADY_RUNNING,
  cleanUp,
  ended,
  isRoot,
  kill,
  makeFolder,
  normalUser,
  readNotes,
  self,
  start,
  startAndFail,
  stop,
  type User,
  writeNote,
} from "#tests/embedded-postgres.ts";
import { isAlive, readPostmaster } from "./postmaster-pid.server.ts";

// Several starts and recoveries on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

afterEach(cleanUp);

const users: [string, User][] = isRoot
  ? [
      ["root", self],
      ["a normal user", normalUser],
    ]
  : [["a normal user", self]];

describe.each(users)("embedded PostgreSQL as %s", (_, user) => {
  test("keeps its data over a stop, which leaves no process behind", async () => {
    const folder = await makeFolder(user);
    const first = await start(folder, user);
    await writeNote(first.url, "before the stop");
    const server = await readPostmaster(folder);

    await stop(first);
    // Init may take its time to reap what its parent left; until then it still counts as alive.
    await expect.poll(() => server && isAlive(server.pid), { timeout: 30_000 }).toBe(false);
    expect(await readPostmaster(folder)).toBeNull();

    const second = await start(folder, user);
    expect(await readNotes(second.url)).toEqual(["before the stop"]);
  });

  test("outlives a Ctrl-C and a kill -9 of its Parley, and the next one takes it over", async () => {
    const folder = await makeFolder(user);
    const first = await start(folder, user);
    await writeNote(first.url, "first");
    const server = await readPostmaster(folder);
    // What a terminal does on Ctrl-C: the signal goes to the whole group.
    process.kill(-first.pid, "SIGINT");
    await ended(first.process);

    const second = await start(folder, user);
    await writeNote(second.url, "second");
    await kill(second.process);

    const third = await start(folder, user);
    expect(await readPostmaster(folder)).toEqual(server);
    expect(third.log()).toContain(`Took over the running PostgreSQL (process ${server?.pid})`);
    expect(await readNotes(third.url)).toEqual(["first", "second"]);
    await stop(third);
    expect(await readPostmaster(folder)).toBeNull();
  });

  test("keeps its data over a kill -9 of Parley and PostgreSQL", async () => {
    const folder = await makeFolder(user);
    const first = await start(folder, user);
    await writeNote(first.url, "acknowledged");
    const server = await readPostmaster(folder);
    await kill(first.process);
    process.kill(server?.pid ?? 0, "SIGKILL");

    const second = await start(folder, user);
    expect((await readPostmaster(folder))?.pid).not.toBe(server?.pid);
    expect(await readNotes(second.url)).toEqual(["acknowledged"]);
  });

  test("refuses a second Parley, and the first keeps working", async () => {
    const folder = await makeFolder(user);
    const first = await start(folder, user);
    const sql = postgres(first.url, { max: 1 });
    await sql`create table notes (body text)`;

    const refusal = await startAndFail(folder, user);
    expect(refusal).toMatch(ALREADY_RUNNING);
    expect(refusal).toContain(`(process ${first.pid})`);

    await sql`insert into notes values ('still here')`;
    await sql.end();
    expect(await readNotes(first.url)).toEqual(["still here"]);
  });

  test("lets exactly one of two simultaneous first starts win", async () => {
    const folder = await makeFolder(user);
    const outcomes = await Promise.allSettled([start(folder, user), start(folder, user)]);
    const winners = outcomes.filter((outcome) => outcome.status === "fulfilled");
    const losers = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(winners).toHaveLength(1);
    expect(losers[0]?.reason).toMatchObject({ message: expect.stringMatching(ALREADY_RUNNING) as string });
    await writeNote(winners[0]?.value.url ?? "", "works");
    expect(await readdir(dirname(folder))).toEqual(["postgres", "postgres.log"]);
  });

  test("says in one sentence that the folder cannot be written", async () => {
    const folder = await makeFolder(user);
    await writeFile(join(dirname(folder), "file"), "");
    for (const path of [join(dirname(folder), "file"), join(dirname(folder), "file/postgres")]) {
      expect(await startAndFail(path, user)).toMatch(
        `The data folder ${path} cannot be written: a file is in the way.`,
      );
    }
  });
});
