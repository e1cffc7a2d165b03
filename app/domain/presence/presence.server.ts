import { singleton } from "#app/platform/singleton.server.ts";
import { SECOND } from "#app/shared/time.ts";
import type { Presence } from "#app/shared/views.ts";

/** What a connection says of the person in front of it. */
type ConnectionStatus = "online" | "away";
/** What one process knows of a person who is connected to it. */
export type PresentState = Exclude<Presence, "offline">;

/** A page that is loaded again closes its connection and opens another; nobody else is to see that. */
const GRACE = 3 * SECOND;
const BEST_FIRST = ["busy", "online", "away"] as const;

interface Connection {
  status: ConnectionStatus;
  isOpen: boolean;
}

interface Person {
  connections: Map<string, Connection>;
  /** Kept in the database; null until it has been read. */
  isBusy: boolean | null;
}

const table = singleton("presence", () => ({
  own: new Map<string, Person>(),
  /** By process: the people who are connected to it. */
  elsewhere: new Map<string, ReadonlyMap<string, PresentState>>(),
  noteChange: (_userId: string) => {},
}));

/** `noteChange` is called for each person of whom something may look different from now on. */
export function watchPresence(noteChange: (userId: string) => void): void {
  table.noteChange = noteChange;
}

/** The best of a person's connections, wherever they are; "busy" is the person's and outdoes them. Never waits. */
export function findPresence(userId: string): Presence {
  const states = [findOwnState(userId), ...table.elsewhere.values().map((people) => people.get(userId))];
  return BEST_FIRST.find((state) => states.includes(state)) ?? "offline";
}

/** Those of them who are there now: online, or busy. */
export function findPresentUserIds(userIds: string[]): string[] {
  return userIds.filter((userId) => ["online", "busy"].includes(findPresence(userId)));
}

/** Everybody who is not offline. */
export function listPresentUserIds(): Set<string> {
  return new Set([table.own, ...table.elsewhere.values()].flatMap((people) => [...people.keys()]));
}

/** What this process knows of a person who is connected to it. */
export function findOwnState(userId: string): PresentState | undefined {
  const person = table.own.get(userId);
  if (!person) return undefined;
  if (person.isBusy) return "busy";
  return person.connections.values().some(({ status }) => status === "online") ? "online" : "away";
}

/** Whether the person has an open connection to this process; one that is being loaded again is none. */
export function isConnectedHere(userId: string): boolean {
  return (
    table.own
      .get(userId)
      ?.connections.values()
      .some(({ isOpen }) => isOpen) ?? false
  );
}

export function addConnection(userId: string, connectionId: string): void {
  const person = table.own.get(userId) ?? { connections: new Map(), isBusy: null };
  table.own.set(userId, person);
  person.connections.set(connectionId, { status: "online", isOpen: true });
  table.noteChange(userId);
}

/** Does nothing for a connection that is no more. */
export function setConnectionStatus(userId: string, connectionId: string, status: ConnectionStatus): void {
  const connection = table.own.get(userId)?.connections.get(connectionId);
  if (!connection) return;
  connection.status = status;
  table.noteChange(userId);
}

/** `lingers`: it counts for a moment longer, since the person may only be loading the page again. */
export function removeConnection(
  userId: string,
  connectionId: string,
  { lingers }: { lingers: boolean },
): void {
  const person = table.own.get(userId);
  const connection = person?.connections.get(connectionId);
  if (!person || !connection) return;
  connection.isOpen = false;
  function forget(): void {
    person?.connections.delete(connectionId);
    if (person?.connections.size === 0) table.own.delete(userId);
    table.noteChange(userId);
  }
  if (lingers) setTimeout(forget, GRACE).unref();
  else forget();
}

/** Does nothing for somebody who is not connected to this process. */
export function setBusyHere(userId: string, isBusy: boolean): void {
  const person = table.own.get(userId);
  if (!person || person.isBusy === isBusy) return;
  person.isBusy = isBusy;
  table.noteChange(userId);
}

/** Replaces what is known of the people of another process; nobody is connected to one that is no more. */
export function setElsewhere(processId: string, people: ReadonlyMap<string, PresentState>): void {
  const before = table.elsewhere.get(processId) ?? new Map<string, PresentState>();
  if (people.size > 0) table.elsewhere.set(processId, people);
  else table.elsewhere.delete(processId);
  for (const userId of new Set([...before.keys(), ...people.keys()]))
    if (before.get(userId) !== people.get(userId)) table.noteChange(userId);
}
