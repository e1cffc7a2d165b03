// Who asks in the matrix of permissions, and what there is for them to ask about.
import { db } from "#app/db/client.server.ts";
import { memberships, type invites } from "#app/db/schema/index.ts";
import { makeJoinLink } from "#app/domain/channels/join-link.server.ts";
import { createInvite } from "#app/domain/invites/create-invite.server.ts";
import { createInviteSchema } from "#app/domain/invites/invites.schema.ts";
import type { ErrorCode } from "#app/shared/errors.ts";
import { createId } from "#app/shared/ids.ts";
import { PERMISSIONS, type Permission } from "#app/shared/permissions.ts";
import { createChannel, createPerson, createRole, send, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { connect, type Client } from "./socket-client.ts";

export type Outcome = ErrorCode | "ok";

/**
 * `user`, `admin`, `only` and `without` are in no channel: `only` may do nothing but what a row asks for, `without` all but
 * that. `member`, `moderator` and `owner` are users in a channel. `unready` has a role that needs a second factor, and none.
 */
export const CALLERS = [
  "nobody",
  "unready",
  "user",
  "member",
  "moderator",
  "owner",
  "admin",
  "only",
  "without",
] as const;
export type CallerName = (typeof CALLERS)[number];

export type Kind = "public" | "private";

const cast = new Map<string, Promise<Person>>();

/** One person for each part, made when first needed. */
function findPerson(part: string, create: () => Promise<Person>): Promise<Person> {
  const person = cast.get(part) ?? create();
  cast.set(part, person);
  return person;
}

async function createWith(permissions: Permission[], needsFactor = false): Promise<Person> {
  return createPerson(people.ben, await createRole(permissions, needsFactor));
}

/** Who plays this part in a row that asks for any of these permissions. */
export async function findCaller(name: CallerName, asked: Permission[]): Promise<Person | null> {
  switch (name) {
    case "nobody":
      return null;
    case "unready":
      return findPerson(name, () => createWith([...PERMISSIONS], true));
    case "admin":
      return findPerson(name, () => createPerson(people.ada, "admin"));
    case "only":
      return findPerson(`only ${asked.join()}`, () => createWith(asked));
    case "without":
      return findPerson(`without ${asked.join()}`, () =>
        createWith(PERMISSIONS.filter((permission) => !asked.includes(permission))),
      );
    case "user":
    case "member":
    case "moderator":
    case "owner":
      return findPerson(name, () => createPerson(people.cleo));
  }
}

const clients = new Map<string, Promise<Client>>();

export function findClient(person: Person): Promise<Client> {
  const client = clients.get(person.id) ?? connect(person);
  clients.set(person.id, client);
  return client;
}

/** What one caller finds in one row; made as far as it is needed, and never used again. */
export class Scene {
  readonly kind: Kind;
  readonly #inside: (Person | null)[];
  readonly #made = new Map<string, Promise<string>>();

  /** `inside`: callers who are plain members although their part is not. */
  constructor(kind: Kind, inside: (Person | null)[]) {
    this.kind = kind;
    this.#inside = inside;
  }

  #make(name: string, create: () => Promise<string>): Promise<string> {
    const made = this.#made.get(name) ?? create();
    this.#made.set(name, made);
    return made;
  }

  /** A channel with the owner, the moderator and the member in it, and somebody who has written. */
  channelId(): Promise<string> {
    return this.#make("channel", async () => {
      const owner = (await findCaller("owner", []))!;
      const { id } = await createChannel(owner, { kind: this.kind });
      const writer = await findPerson("writer", () => createPerson(people.olga));
      await this.#enter(id, writer, "member");
      for (const role of ["member", "moderator"] as const)
        await this.#enter(id, await findCaller(role, []), role);
      for (const person of this.#inside) await this.#enter(id, person, "member");
      return id;
    });
  }

  async #enter(channelId: string, person: Person | null, role: "member" | "moderator"): Promise<void> {
    if (person)
      await db().insert(memberships).values({ channelId, userId: person.id, role }).onConflictDoNothing();
  }

  messageId(): Promise<string> {
    return this.#make("message", async () => {
      const writer = await findPerson("writer", () => createPerson(people.olga));
      return (await send(writer, await this.channelId())).id;
    });
  }

  /** Somebody whose role allows nothing, so that whoever may administer anybody may administer them. */
  userId(): Promise<string> {
    return this.#make("user", async () => {
      const person = await createPerson(people.olga, await this.role());
      this.#made.set("session", Promise.resolve(person.actor.sessionId));
      return person.id;
    });
  }

  /** A session of that person. */
  async sessionOfUser(): Promise<string> {
    await this.userId();
    return this.#make("session", createIdLater);
  }

  /** Has that person enter the channel. */
  async withUserInside(): Promise<void> {
    const [channelId, userId] = [await this.channelId(), await this.userId()];
    await db().insert(memberships).values({ channelId, userId, role: "member" });
  }

  /** Of a role that somebody has. */
  role(): Promise<string> {
    return this.#make("role", () => createRole([]));
  }

  /** Of a link by which people join the channel. */
  code(): Promise<string> {
    return this.#make("code", async () => {
      const owner = (await findCaller("owner", []))!;
      return (await makeJoinLink(owner.actor, await this.channelId())).code;
    });
  }

  inviteId(): Promise<(typeof invites.$inferSelect)["id"]> {
    return this.#make("invite", async () => {
      const admin = (await findCaller("admin", []))!;
      return (await createInvite(admin.actor, createInviteSchema.parse({}))).id;
    });
  }

  /** What there is none of. */
  sessionId = createIdLater;
  scheduledId = createIdLater;
  reminderId = createIdLater;
  avatarId = createIdLater;
  fileId = createIdLater;

  /** The address, with what there is in place of each `:name`. */
  async fill(pattern: string): Promise<string> {
    const fixed: Record<string, string> = {
      provider: "oidc",
      size: "128",
      name: "notes.txt",
      emoji: encodeURIComponent("👍"),
      "*": "no-such-address",
    };
    const parts = pattern.split("/").map(async (part) => {
      const name = part.replace(/^:/, "");
      if (name in fixed) return fixed[name];
      return part.startsWith(":") ? this[name as "channelId"]() : part;
    });
    return (await Promise.all(parts)).join("/");
  }
}

async function createIdLater(): Promise<string> {
  return createId();
}
