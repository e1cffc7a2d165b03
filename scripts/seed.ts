import { join } from "node:path";
import { connectDatabase, disconnectDatabase } from "#app/db/client.server.ts";
import { migrateDatabase } from "#app/db/migrate.server.ts";
import type { Actor } from "#app/domain/actor.ts";
import { createChannel } from "#app/domain/channels/create-channel.server.ts";
import { openDirect } from "#app/domain/channels/open-direct.server.ts";
import { joinChannel } from "#app/domain/memberships/join-channel.server.ts";
import { sendMessage } from "#app/domain/messages/send-message.server.ts";
import { findSessionByAccessToken } from "#app/domain/sessions/find-session.server.ts";
import { hasAccounts, signUp } from "#app/domain/users/sign-up.server.ts";
import { startPostgres } from "#app/platform/postgres/index.server.ts";
import { createId } from "#app/shared/ids.ts";

/* Fills an empty installation with people and conversations, through the same verbs as any door. */

process.env["RATE_LIMIT_SCALE"] = "0";
process.env["LOG_LEVEL"] ??= "warn";

const PASSWORD = "correct horse battery";
const PEOPLE = [
  { username: "ada", displayName: "Ada Lovelace" },
  { username: "ben", displayName: "Ben Okafor" },
  { username: "cleo", displayName: "Cleo de Mérode" },
  { username: "dai", displayName: "戴 望舒" },
];
const TALK = [
  "Morning. The beans came up.",
  "All of them?",
  "Most. The third row is thin, I think the slugs found it first.",
  "I can bring beer traps tomorrow, or copper tape if you prefer that.",
  "Tape, please. The hedgehog drinks the beer.",
  "Noted. Two rows of tape, one trap per bed:\n- north bed\n- the one by the wall",
];

async function createPerson({ username, displayName }: (typeof PEOPLE)[number]): Promise<Actor> {
  const input = { username, displayName, email: `${username}@example.org`, password: PASSWORD };
  const session = await signUp(input, { address: "127.0.0.1", userAgent: "seed" });
  return (await findSessionByAccessToken(session.accessToken))!;
}

async function talk(people: Actor[], channelId: string, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const body = TALK[index % TALK.length]!;
    await sendMessage(people[index % people.length]!, { channelId, clientId: createId(), body });
  }
}

async function seed(): Promise<void> {
  if (await hasAccounts()) {
    console.log("There are accounts already, so nothing was added.");
    return;
  }
  const people: Actor[] = [];
  for (const person of PEOPLE) people.push(await createPerson(person));
  const [ada, ben] = people as [Actor, Actor];

  const topics = {
    garden: "What grows, what does not, and who waters it in August",
    general: "Everything else",
  };
  for (const [name, topic] of Object.entries(topics)) {
    const channel = await createChannel(ada, { name, topic, kind: "public" });
    for (const person of people.slice(1)) await joinChannel(person, channel.id);
    await talk(people, channel.id, 120);
  }
  const { channel } = await openDirect(ada, { userIds: [ben.userId] });
  await talk([ada, ben], channel.id, 12);
  console.log(
    `Added ${PEOPLE.map((person) => person.username).join(", ")}; everybody's password is "${PASSWORD}".`,
  );
}

const postgres = await startPostgres();
try {
  await migrateDatabase(postgres.url, join(import.meta.dirname, "../drizzle"));
  connectDatabase(postgres.url);
  await seed();
} finally {
  await disconnectDatabase();
  await postgres.stop();
}
