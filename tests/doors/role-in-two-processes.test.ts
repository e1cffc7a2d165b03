// What an admin changes in this process counts for those who are connected to another one.
import { afterAll, beforeAll, expect, test } from "vitest";
import { assignRole } from "#app/domain/administration/assign-role.server.ts";
import { databaseUrl } from "#tests/database.ts";
import { createPerson, createRole, uniqueName, type Person } from "#tests/factories.ts";
import { startOtherProcess, type OtherProcess } from "#tests/other-process.ts";
import { people } from "#tests/people.ts";
import { withRedis } from "#tests/redis-server.ts";
import { serverUrl, setServerUrl } from "./server-address.ts";
import { withServer } from "./server.ts";
import { connect, type Client } from "./socket-client.ts";

const redis = withRedis();
withServer();

let other: OtherProcess;

beforeAll(async () => {
  other = await startOtherProcess({ DATABASE_URL: databaseUrl(), REDIS_URL: redis().url });
});

afterAll(() => other.stop());

async function connectThere(person: Person): Promise<Client> {
  const here = serverUrl();
  setServerUrl(other.url);
  try {
    return await connect(person);
  } finally {
    setServerUrl(here);
  }
}

test("a role that is taken here closes connections there, which come back with what it allows", async () => {
  const admin = await createPerson(people.ada, "admin");
  const [ben, olga] = [await createPerson(people.ben), await createPerson(people.olga)];
  const [client, outsider] = [await connectThere(ben), await connectThere(olga)];
  const create = () => ({ name: uniqueName("channel"), kind: "public" as const });
  expect((await client.ask("channel:create", create())).ok).toBe(true);
  const gone: string[] = [];
  client.socket.on("disconnect", (reason) => gone.push(reason));

  await assignRole(admin.actor, ben.id, { role: await createRole(["message.send"]) });

  // The kind of end after which clients come back by themselves.
  await expect.poll(() => gone).toEqual(["transport close"]);
  expect(client.heard("session:ended")).toEqual([]);
  expect(await (await connectThere(ben)).ask("channel:create", create())).toMatchObject({
    error: { code: "forbidden" },
  });
  expect((await outsider.ask("channel:create", create())).ok).toBe(true);
});
