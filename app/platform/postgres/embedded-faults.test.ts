import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import postgres from "postgres";
import { afterEach, expect, test, vi } from "vitest";
import {
  ALREADY_RUNNING,
  children,
  cleanUp,
  isRoot,
  kill,
  makeFolder,
  normalUser,
  query,
  readNotes,
  self,
  spawnParley,
  start,
  startAndFail,
  stop,
  until,
  writeNote,
} from "#tests/embedded-postgres.ts";
import { loadBinaries } from "./binaries.server.ts";
import { launchPostmaster } from "./launch.server.ts";
import { isAlive, readPostmaster } from "./postmaster-pid.server.ts";

// Several starts and recoveries on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

afterEach(cleanUp);

test("says in one sentence that a normal user may not write the folder", async () => {
  const folder = await makeFolder(normalUser);
  await chmod(dirname(folder), 0o500);
  const refusal = await startAndFail(folder, normalUser);
  expect(refusal).toContain(`The data folder ${folder} cannot be written: permission denied.`);

  await chmod(dirname(folder), 0o700);
  await stop(await start(folder, normalUser));
  await chmod(folder, 0o500);
  expect(await startAndFail(folder, normalUser)).toBe(refusal);
});

// Only root can make a folder that is not its own.
test.each(isRoot ? [normalUser] : [])("says who may use a folder of another user", async (owner) => {
  const folder = await makeFolder(owner);
  await stop(await start(folder, owner));
  expect(await startAndFail(folder, self)).toMatch(
    `belongs to user id ${owner.uid}, and Parley runs as user id 0.`,
  );
});

test("says so when root may not drop its privileges", async () => {
  const folder = await makeFolder(self);
  const prefix = 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"';
  const confined = { ...self, prefix: ["unshare", "--user", "--map-root-user", "sh", "-c", prefix, "sh"] };
  expect(await startAndFail(folder, confined)).toMatch(
    /^PostgreSQL does not run as root, and this system does not let it .*unshare.* Start Parley as a normal user, or set DATABASE_URL/,
  );
  expect(await readdir(dirname(folder))).toEqual([]);
});

test("leaves no half-made folder when the first start is killed", async () => {
  const folder = await makeFolder(self);
  const first = spawnParley(folder, self);
  await until(async () => (await readdir(dirname(folder))).some((name) => name.includes(".init-")));
  await kill(first);
  expect(await readdir(dirname(folder))).not.toContain("postgres");

  await start(folder, self);
  expect(await readdir(dirname(folder))).toEqual(["postgres", "postgres.log"]);
});

test("starts although another program has the process id in postmaster.pid, or the file is empty", async () => {
  const folder = await makeFolder(self);
  await stop(await start(folder, self));
  const stranger = spawn("sleep", ["600"]);
  children.push(stranger);
  const file = join(folder, "postmaster.pid");
  await writeFile(file, `${stranger.pid}\n${folder}\n1700000000\n1\n\n127.0.0.1\n  1 1\nready   \n`);
  await stop(await start(folder, self));
  expect(isAlive(stranger.pid ?? 0)).toBe(true);

  await writeFile(file, "");
  await stop(await start(folder, self));
});

test("waits for a process that outlived a killed PostgreSQL", async () => {
  const folder = await makeFolder(self);
  const first = await start(folder, self);
  await writeNote(first.url, "kept");
  const sql = postgres(first.url, { max: 1, onclose: () => {} });
  const [backend] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const server = await readPostmaster(folder);
  process.kill(backend?.pid ?? 0, "SIGSTOP");
  await kill(first.process);
  process.kill(server?.pid ?? 0, "SIGKILL");

  const second = start(folder, self);
  await until(async () =>
    (await readFile(`${folder}.log`, "utf8")).includes("pre-existing shared memory block"),
  );
  process.kill(backend?.pid ?? 0, "SIGCONT");
  expect(await readNotes((await second).url)).toEqual(["kept"]);
  await sql.end({ timeout: 0 });
});

test("takes another port when its own was taken meanwhile", async () => {
  const folder = await makeFolder(self);
  await stop(await start(folder, self));
  const squatter = createServer().listen(0, "127.0.0.1");
  await once(squatter, "listening");
  const taken = (squatter.address() as AddressInfo).port;
  let choices = 0;
  const pid = await launchPostmaster({
    folder,
    postgres: (await loadBinaries()).postgres,
    logFile: `${folder}.log`,
    log: () => {},
    choosePort: async () => (choices++ === 0 ? taken : findPortBeside(taken)),
  });
  squatter.close();
  expect(choices).toBe(2);
  expect((await readPostmaster(folder))?.pid).toBe(pid);
});

test("keeps its lock when the connection that holds it is lost", async () => {
  const folder = await makeFolder(self);
  const first = await start(folder, self);
  await query(
    first.url,
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley-${first.pid}'`,
  );
  await until(async () => first.log().includes("The lock on the data folder is held again"));
  expect(await startAndFail(folder, self)).toMatch(ALREADY_RUNNING);
});

// SIGINT: a fast shutdown. The smart one, by SIGTERM, waits for us to disconnect, which we do not.
test.each(["SIGKILL", "SIGINT"] as const)(
  "a PostgreSQL that ends by %s alone is started again where it was",
  async (signal) => {
    const folder = await makeFolder(self);
    const first = await start(folder, self);
    await writeNote(first.url, "kept");
    for (let times = 1; times <= 2; times++) {
      const server = await readPostmaster(folder);
      process.kill(server?.pid ?? 0, signal);
      await until(async () => first.log().split("is held again").length > times);
      expect((await readPostmaster(folder))?.pid).not.toBe(server?.pid);
      expect(await readNotes(first.url)).toEqual(["kept"]);
    }
    expect(await startAndFail(folder, self)).toMatch(ALREADY_RUNNING);
    await stop(first);
    expect(await readPostmaster(folder)).toBeNull();
  },
);

test("says what to do about a folder it cannot use", async () => {
  const folder = await makeFolder(self);
  await stop(await start(folder, self));
  const change = async (name: string, content: string) => {
    const before = await readFile(join(folder, name), "utf8");
    await writeFile(join(folder, name), content);
    const message = await startAndFail(folder, self);
    await writeFile(join(folder, name), before);
    return message;
  };
  expect(await change("PG_VERSION", "17\n")).toMatch(
    /was made by PostgreSQL 17, and this Parley brings PostgreSQL 18\..*pg_dump/,
  );
  expect(await change("parley-password", "")).toContain(
    `The password file ${folder}/parley-password is missing.`,
  );
  expect(await change("parley-password", "wrong")).toContain("password authentication failed");
  expect(await readPostmaster(folder)).toBeNull();
  expect(await change("postgresql.conf", "nonsense = 1\n")).toMatch(
    /^PostgreSQL did not start on .*\n.*unrecognized configuration parameter "nonsense"/s,
  );

  await mkdir(`${folder}-photos`);
  await writeFile(join(`${folder}-photos`, "cat.jpg"), "");
  expect(await startAndFail(`${folder}-photos`, self)).toContain(
    "holds files that are not Parley's database",
  );
  expect(await readdir(`${folder}-photos`)).toEqual(["cat.jpg"]);
});

test("listens on 127.0.0.1 only, wants a password, and knows Unicode", async () => {
  const folder = await makeFolder(self);
  const { url } = await start(folder, self);
  const [row] = await query(
    url,
    `select lower('Ä') as lower, to_tsvector('simple', '“Grüße”')::text as words, current_setting('fsync') as fsync,
      current_setting('listen_addresses') as listens, current_setting('server_encoding') as encoding`,
  );
  expect(row).toEqual({
    lower: "ä",
    words: "'grüße':1",
    fsync: "on",
    listens: "127.0.0.1",
    encoding: "UTF8",
  });
  await expect(query(url.replace(/:[0-9a-f]+@/, ":guess@"), "select 1")).rejects.toThrow(
    "password authentication failed",
  );
  expect((await stat(join(folder, "parley-password"))).mode & 0o777).toBe(0o600);
});

async function findPortBeside(taken: number): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  expect(port).not.toBe(taken);
  return port;
}
