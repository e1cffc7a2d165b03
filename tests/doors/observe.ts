// What a write leaves behind: rows, and what connected people were told.
import { sql } from "drizzle-orm";
import { expect, vi } from "vitest";
import { db } from "#app/db/client.server.ts";
import { createId } from "#app/shared/ids.ts";
import { createChannel, createPerson, send, type Person } from "#tests/factories.ts";
import type { Profile } from "#tests/people.ts";
import { connect, type Client, type Told } from "./socket-client.ts";

/** Somebody who is connected, and has a channel of their own in which nobody else is. */
export interface Witness {
  person: Person;
  client: Client;
  denId: string;
}

export async function createWitness(profile: Profile): Promise<Witness> {
  const person = await createPerson(profile);
  const den = await createChannel(person, { kind: "private", name: "den" });
  return { person, client: await connect(person), denId: den.id };
}

/**
 * What the witnesses are told while `act` runs. Each is sent a message in their own channel afterwards and has to hear it:
 * a connection gets its events in order, so whatever they were not told by then, they are not told at all.
 */
export async function listen<T>(
  witnesses: Witness[],
  act: () => Promise<T>,
): Promise<{ result: T; told: Told[][] }> {
  // What earlier writes told is not counted, so it has to have arrived.
  await Promise.all(witnesses.map((witness) => hearOut(witness, 0)));
  const starts = witnesses.map(({ client }) => client.told.length);
  const result = await act();
  const told = await Promise.all(witnesses.map((witness, index) => hearOut(witness, starts[index] ?? 0)));
  return { result, told };
}

async function hearOut({ person, client, denId }: Witness, start: number): Promise<Told[]> {
  const marker = createId();
  await send(person, denId, "marker", marker);
  const isMarker = ({ event, payload }: Told) =>
    event === "message:created" && (payload as { message: { clientId: string } }).message.clientId === marker;
  await vi.waitFor(() => expect(client.told.slice(start).some(isMarker)).toBe(true), {
    timeout: 5000,
    interval: 5,
  });
  return client.told.slice(start).filter((entry) => !isMarker(entry));
}

/** All rows of a conversation. */
export async function readRows(channelId: string) {
  const read = (table: string, column: string, order: string) =>
    db().execute(
      sql`select * from ${sql.identifier(table)} where ${sql.identifier(column)} = ${channelId} order by ${sql.identifier(order)}`,
    );
  const [channels, timelines, memberships, messages] = await Promise.all([
    read("channels", "id", "id"),
    read("timelines", "channel_id", "channel_id"),
    read("memberships", "channel_id", "user_id"),
    read("messages", "channel_id", "seq"),
  ]);
  return { channels, timelines, memberships, messages };
}

/** How many rows there are of everything that people write. */
export async function countRows(): Promise<Record<string, number>> {
  const [row] = await db().execute<Record<string, string>>(sql`
    select (select count(*) from channels) as channels, (select count(*) from memberships) as memberships,
      (select count(*) from messages) as messages, (select count(*) from users) as users,
      (select sum(version) from timelines) as versions, (select sum(last_read_seq) from memberships) as marks`);
  return Object.fromEntries(Object.entries(row ?? {}).map(([name, count]) => [name, Number(count)]));
}

/** Runs hostile input and proves that no row came or changed. */
export async function withoutWriting<T>(act: () => Promise<T>): Promise<T> {
  const before = await countRows();
  const result = await act();
  expect(await countRows()).toEqual(before);
  return result;
}

/** Equal for two things that differ only in ids, times and the numbers that make names unique. */
export function normalize(value: unknown): unknown {
  const ids = new Map<string, string>();
  const text = JSON.stringify(value)
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
      if (!ids.has(id)) ids.set(id, `id ${ids.size + 1}`);
      return ids.get(id) ?? "";
    })
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.\d]*(Z|[+-]\d\d)/g, "time")
    .replace(/(channel|topic) [0-9a-f]{8}/g, "$1");
  return JSON.parse(text);
}
