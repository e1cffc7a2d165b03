// What there is at one moment of the model test, so that an act is chosen among those that are possible.
import { eq, inArray } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { channels, memberships, messages, timelines } from "#app/db/schema/index.ts";
import type { ChannelView, MembershipView, MessageView } from "#app/shared/views.ts";
import { PAGE_SIZE } from "#app/shared/limits.ts";
import type { Person } from "../factories.ts";
import type { World } from "./world.ts";

/** Picks one of some things; `undefined` where there are none. */
export type Draw = <T>(items: readonly T[]) => T | undefined;

/** A person in a channel. */
export interface Seat extends Pick<
  MembershipView,
  "role" | "lastReadSeq" | "lastDeliveredSeq" | "muted" | "starred" | "hiddenSeq"
> {
  person: Person;
  channelId: string;
  kind: ChannelView["kind"];
  lastSeq: number;
  canWrite: boolean;
}

type Found = Pick<
  MessageView,
  "id" | "channelId" | "seq" | "authorId" | "body" | "mentions" | "mentionAll" | "reactions"
> & { pinnedAt: Date | null };

/** Somebody, and a message of a conversation they are in. */
export interface Place {
  seat: Seat;
  message: Found;
}

export interface Scene {
  world: World;
  draw: Draw;
  seats: Seat[];
  /** Written by people, and not deleted. */
  places: Place[];
}

/** Choices that all follow from one number, so that a play can be played again. */
export function createDraw(seed: number): Draw {
  let state = seed;
  return (items) => {
    // A linear congruential generator with the numbers of "Numerical Recipes"; its upper bits are the random ones.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return items[(state >>> 8) % items.length];
  };
}

/** Reads who is where, and what was written. */
export async function readScene(world: World, draw: Draw): Promise<Scene> {
  const rows = await db()
    .select({ membership: memberships, channel: channels, lastSeq: timelines.lastSeq })
    .from(memberships)
    .innerJoin(channels, eq(channels.id, memberships.channelId))
    .innerJoin(timelines, eq(timelines.channelId, memberships.channelId))
    .where(inArray(memberships.channelId, world.channelIds))
    .orderBy(memberships.channelId, memberships.userId);
  const seats = rows.map(({ membership, channel: { kind, isReadOnly }, lastSeq }): Seat => {
    const person = world.people.find(({ id }) => id === membership.userId);
    if (!person) throw new Error("There is somebody unknown in a channel.");
    const canWrite = !isReadOnly || membership.role !== "member";
    return { ...membership, person, kind, lastSeq, canWrite };
  });
  const found = await db()
    .select()
    .from(messages)
    .where(inArray(messages.channelId, world.channelIds))
    .orderBy(messages.channelId, messages.seq);
  const texts = found.filter(({ kind, deletedAt }) => kind === "text" && !deletedAt);
  const places = seats.flatMap((seat) =>
    texts.filter(({ channelId }) => channelId === seat.channelId).map((message) => ({ seat, message })),
  );
  return { world, draw, seats, places };
}

/**
 * One of the places, by where things go wrong: at the end, among what a newest page leaves out, in what somebody has just
 * asked for, or anywhere.
 */
export function drawPlace({ world, draw, places }: Scene, isMeant: (place: Place) => boolean) {
  const meant = places.filter(isMeant);
  const asked = new Set(world.clients.flatMap((client) => [...client.asked]));
  const parts = [
    meant.filter(({ seat, message }) => message.seq > seat.lastSeq - 6),
    meant.filter(({ seat, message }) => message.seq <= seat.lastSeq - PAGE_SIZE),
    meant.filter(({ message }) => asked.has(message.id)),
    meant.filter(({ message }) => asked.has(message.id)),
    meant,
  ];
  return draw(draw(parts.filter((part) => part.length > 0)) ?? []);
}
