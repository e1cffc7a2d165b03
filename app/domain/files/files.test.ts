import { existsSync } from "node:fs";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import "#app/domain/job-list.server.ts";
import { db } from "#app/db/client.server.ts";
import { files, users } from "#app/db/schema/index.ts";
import { eraseDueAccounts } from "#app/domain/deletion/erase-account.server.ts";
import { sendMessage } from "#app/domain/messages/send-message.server.ts";
import { env } from "#app/platform/env.server.ts";
import { workOffJobs } from "#app/platform/jobs/index.server.ts";
import { createId } from "#app/shared/ids.ts";
import type { FileView } from "#app/shared/views.ts";
import { withDatabase } from "#tests/database.ts";
import { createChannel, createPerson, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { readFile } from "./read-file.server.ts";
import { sweepUnsentFiles } from "./remove-files.server.ts";
import { uploadFile } from "./upload-file.server.ts";

withDatabase();

let ada: Person, ben: Person;
let channelId: string;

beforeEach(async () => {
  [ada, ben] = [await createPerson(people.ada), await createPerson(people.ben)];
  channelId = (await createChannel(ada, { members: [ben] })).id;
});

const put = (person: Person, name = "a.txt") =>
  uploadFile(person.actor, { channelId, name, bytes: Buffer.from(name) });
const sendFile = (person: Person, { id }: FileView) =>
  sendMessage(person.actor, { channelId, clientId: createId(), body: "", fileIds: [id] });
const isKept = ({ id }: FileView) => existsSync(join(env().DATA_DIR, "files/files", id, "original"));

async function makeOld(...list: FileView[]): Promise<void> {
  for (const { id } of list)
    await db()
      .update(files)
      .set({ createdAt: sql`now() - interval '25 hours'` })
      .where(eq(files.id, id));
}

test("what was never sent goes after a day, with its bytes; what was sent or is new stays", async () => {
  const [unsent, sent, fresh] = [await put(ada), await put(ada), await put(ada)];
  await sendFile(ada, sent);
  await makeOld(unsent, sent);
  await sweepUnsentFiles();
  await workOffJobs();
  await expect(readFile(ada.actor, unsent.id)).rejects.toMatchObject({ code: "not_found" });
  expect([unsent, sent, fresh].map(isKept)).toEqual([false, true, true]);
  await expect(sendFile(ada, unsent)).rejects.toMatchObject({ code: "not_found" });
});

test.each([
  [true, "with its messages takes everything it uploaded along", [false, false]],
  [false, "leaves what was sent with the messages, and takes the rest", [true, false]],
])("an account that goes (messages: %s) %s", async (deletesMessages, _, kept) => {
  const [sent, unsent, others] = [await put(ada), await put(ada), await put(ben)];
  await sendFile(ada, sent);
  await db()
    .update(users)
    .set({ deletionDueAt: sql`now() - interval '1 hour'`, deletesMessages })
    .where(eq(users.id, ada.id));
  await eraseDueAccounts();
  await workOffJobs();
  expect([sent, unsent].map(isKept)).toEqual(kept);
  expect(isKept(others)).toBe(true);
});
