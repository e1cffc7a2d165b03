// What tests, browser tests and demo data start from. Conversations come to be through the product's own verbs.
import { db } from "#app/db/client.server.ts";
import { roles, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { createChannel as create } from "#app/domain/channels/create-channel.server.ts";
import { openDirect } from "#app/domain/channels/open-direct.server.ts";
import { addMembers, announceJoined } from "#app/domain/memberships/add-members.server.ts";
import { sendMessage } from "#app/domain/messages/send-message.server.ts";
import { findSessionByAccessToken } from "#app/domain/sessions/find-session.server.ts";
import { startSession } from "#app/domain/sessions/start-session.server.ts";
import { writePassword } from "#app/domain/users/passwords.server.ts";
import { createId } from "#app/shared/ids.ts";
import type { Permission } from "#app/shared/permissions.ts";
import type { SessionView } from "#app/shared/account-views.ts";
import type { ChannelView, MessageView } from "#app/shared/views.ts";
import { people, type Profile } from "./people.ts";

/** bcrypt of PASSWORD at its lowest cost: making one at the product's own takes a quarter of a second. */
const PASSWORD_HASH = "$2b$04$yWEfXZFNwqx3x6lPQgM41e3QTeIK3W/FVqNK8VN7Jolbd53mlh3rC";

export interface Person {
  id: string;
  username: string;
  email: string;
  displayName: string;
  /** Signed in once. */
  session: SessionView;
  actor: Actor;
}

/** Somebody with an account, the password PASSWORD and one open session. User names get a number, so that none is taken. */
export async function createPerson(profile: Profile = people.ada, role = "user"): Promise<Person> {
  const id = createId();
  const username = `${profile.username}-${id.slice(-10)}`;
  const email = `${username}@parley.test`;
  const row = { id, username, email, displayName: profile.displayName, role };
  const [user] = await db().insert(users).values(row).returning();
  await writePassword(db(), id, PASSWORD_HASH);
  const session = await startSession(user!, { address: "127.0.0.1", userAgent: "tests", remember: false });
  return { ...row, session, actor: await actorOf(session) };
}

/** A role that allows exactly these, and its name. */
export async function createRole(permissions: Permission[], requiresSecondFactor = false): Promise<string> {
  const name = `role-${createId().slice(-8)}`;
  await db().insert(roles).values({ name, permissions, requiresSecondFactor });
  return name;
}

/** Who acts in a session. */
export async function actorOf(session: SessionView): Promise<Actor> {
  const actor = await findSessionByAccessToken(session.accessToken);
  if (!actor) throw new Error("The session has ended.");
  return actor;
}

/** Another session of the same person, as on a second device. */
export async function openSession(person: Person, { remember = false } = {}): Promise<SessionView> {
  const row = await db().query.users.findFirst({ where: (table, { eq }) => eq(table.id, person.id) });
  return startSession(row!, { address: "127.0.0.1", userAgent: "another device", remember });
}

interface ChannelOptions {
  kind?: "public" | "private";
  name?: string;
  /** They are in from the beginning, so that no message says that they joined. */
  members?: Person[];
}

export async function createChannel(
  owner: Person,
  { kind = "public", name = uniqueName("channel"), members = [] }: ChannelOptions = {},
): Promise<ChannelView> {
  const channel = await create(owner.actor, { name, kind, topic: "" });
  const people = members.map(({ id }) => ({ userId: id, role: "member" as const }));
  if (people.length > 0) await addMembers(db(), channel.id, people);
  await announceJoined(
    channel.id,
    people.map(({ userId }) => userId),
  );
  return channel;
}

export async function createDirect(person: Person, others: Person[]): Promise<ChannelView> {
  const { channel } = await openDirect(person.actor, { userIds: others.map((other) => other.id) });
  return channel;
}

export async function send(
  author: Person,
  channelId: string,
  body = "Hello",
  clientId = createId(),
): Promise<MessageView> {
  const { message } = await sendMessage(author.actor, { channelId, clientId, body });
  return message;
}

/** That many messages, one after the other: "message 1", "message 2" ... */
export async function sendMany(author: Person, channelId: string, count: number): Promise<MessageView[]> {
  const sent: MessageView[] = [];
  for (let number = 1; number <= count; number++)
    sent.push(await send(author, channelId, `message ${number}`));
  return sent;
}

/** A name that nothing else has. */
export function uniqueName(base: string): string {
  return `${base} ${createId().slice(-8)}`;
}
