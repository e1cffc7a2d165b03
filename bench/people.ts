// Who writes and listens: real accounts with real sessions, in channels that the product's own verbs opened.
import { connectDatabase, db, disconnectDatabase } from "#app/db/client.server.ts";
import { memberships } from "#app/db/schema/index.ts";
import { changeMemberCount } from "#app/domain/channels/count-members.server.ts";
import { createChannel, createPerson, type Person } from "#tests/factories.ts";

export type { Person };

/** Runs `make` with the database at `url` open, as one more process of the installation. */
export async function withPeople<T>(url: string, make: () => Promise<T>): Promise<T> {
  connectDatabase(url, { connections: 4 });
  try {
    return await make();
  } finally {
    await disconnectDatabase();
  }
}

export async function makePeople(count: number): Promise<Person[]> {
  const made: Person[] = [];
  for (let number = 0; number < count; number++) made.push(await createPerson());
  return made;
}

/** A channel with exactly these members; the first owns it. Their rows are written at once: nobody is listening yet. */
export async function makeChannel(members: Person[]): Promise<string> {
  const [owner, ...others] = members as [Person, ...Person[]];
  const { id } = await createChannel(owner);
  if (others.length > 0) {
    await db()
      .insert(memberships)
      .values(others.map((person) => ({ channelId: id, userId: person.id })));
    await changeMemberCount(db(), id, others.length);
  }
  return id;
}

export const authOf = (person: Person) => ({ token: person.session.accessToken });
