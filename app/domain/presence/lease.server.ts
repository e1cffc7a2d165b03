import { broadcast, onNews } from "#app/platform/broadcast.server.ts";
import { keyValue } from "#app/platform/keyvalue/index.server.ts";
import { createId } from "#app/shared/ids.ts";
import { SECOND } from "#app/shared/time.ts";
import { findOwnState, setElsewhere, type PresentState } from "./presence.server.ts";

/** A process that has said nothing for so long is taken for dead, and its people for gone. */
const LEASE = 15 * SECOND;
const RENEW_EVERY = 5 * SECOND;
/** Clients of a process that stops need a moment to come back through another. */
const FAREWELL = 5 * SECOND;

const PROCESSES = "parley:presence";
const REVISION = "revision";
const keyOf = (processId: string) => `${PROCESSES}:${processId}`;

interface News {
  from: string;
  /** Rises by one with each change, so that whoever missed one knows. */
  revision: number;
  changes?: Record<string, PresentState | "offline">;
  isLeaving?: true;
}

interface Neighbour {
  revision: number;
  people: Map<string, PresentState>;
  end: NodeJS.Timeout;
}

export interface PresenceLease {
  /** Learns of the people of the other processes, before anybody asks. */
  learn(): Promise<void>;
  /** Tells the other processes what has become of people who are connected here. */
  publish(userIds: string[]): void;
  /** Says goodbye to the other processes. */
  end(): void;
}

/**
 * Keeps the people of this process and those of the others known to all. The messages between processes are quick and may
 * get lost; what a process has in Redis under its own key is complete, ends with its lease, and is read when a revision was
 * missed. Without Redis, what was heard of the others ends with their leases, and comes back with Redis.
 */
export function startPresenceLease(): PresenceLease {
  const processId = createId();
  const published = new Map<string, PresentState>();
  const neighbours = new Map<string, Neighbour>();
  const loading = new Set<string>();
  let revision = 0;
  /** Whether Redis has everybody; otherwise the next change brings all of them. */
  let isStored = false;

  /** Redis first: whoever hears the news and missed others reads there. */
  function store(changes: Record<string, PresentState | "offline">): void {
    const redis = keyValue();
    if (redis?.status !== "ready") {
      isStored = false;
      return;
    }
    const key = keyOf(processId);
    const transaction = redis.multi().sadd(PROCESSES, processId);
    if (!isStored) transaction.del(key);
    const people = isStored ? Object.entries(changes) : [...published];
    for (const [userId, state] of people) {
      if (state === "offline") transaction.hdel(key, userId);
      else transaction.hset(key, userId, state);
    }
    isStored = true;
    transaction.hset(key, REVISION, revision).pexpire(key, LEASE);
    transaction.exec().catch(() => (isStored = false));
  }

  function say(news: Omit<News, "from" | "revision">): void {
    broadcast().tell("presence", { from: processId, revision, ...news });
  }

  async function renew(): Promise<void> {
    if (isStored)
      isStored =
        (await keyValue()
          ?.pexpire(keyOf(processId), LEASE)
          .catch(() => 0)) === 1;
    if (!isStored) store({});
    say({});
  }

  function keepLease(from: string): Neighbour {
    const known = neighbours.get(from);
    if (known) {
      known.end.refresh();
      return known;
    }
    const end = setTimeout(() => forget(from), LEASE).unref();
    const neighbour = { revision: 0, people: new Map<string, PresentState>(), end };
    neighbours.set(from, neighbour);
    return neighbour;
  }

  function forget(from: string): void {
    clearTimeout(neighbours.get(from)?.end);
    neighbours.delete(from);
    setElsewhere(from, new Map());
  }

  function hear({ from, revision: heard, changes, isLeaving }: News): void {
    if (isLeaving) return void setTimeout(() => forget(from), FAREWELL).unref();
    const neighbour = keepLease(from);
    if (heard === neighbour.revision + (changes ? 1 : 0)) {
      const people = new Map(neighbour.people);
      for (const [userId, state] of Object.entries(changes ?? {})) {
        if (state === "offline") people.delete(userId);
        else people.set(userId, state);
      }
      replace(from, neighbour, heard, people);
    } else if (heard > neighbour.revision) void load(from);
  }

  function replace(from: string, neighbour: Neighbour, to: number, people: Map<string, PresentState>): void {
    Object.assign(neighbour, { revision: to, people });
    setElsewhere(from, people);
  }

  /** Where Redis is lost meanwhile, the next message asks for it again. */
  async function load(from: string): Promise<void> {
    if (loading.has(from)) return;
    loading.add(from);
    try {
      const { [REVISION]: stored, ...people } = (await keyValue()?.hgetall(keyOf(from))) ?? {};
      if (stored === undefined) return void (await keyValue()?.srem(PROCESSES, from));
      const neighbour = keepLease(from);
      if (Number(stored) > neighbour.revision)
        replace(
          from,
          neighbour,
          Number(stored),
          new Map(Object.entries(people as Record<string, PresentState>)),
        );
    } catch {
      // Redis is lost.
    } finally {
      loading.delete(from);
    }
  }

  onNews("presence", hear);
  // Another Redis, or the same one without its memory, may answer next.
  keyValue()?.on("close", () => (isStored = false));
  keyValue()?.on("ready", () => void renew());
  const renewal = setInterval(() => void renew(), RENEW_EVERY).unref();
  return {
    async learn() {
      const processes =
        (await keyValue()
          ?.smembers(PROCESSES)
          .catch(() => [])) ?? [];
      await Promise.all(processes.filter((id) => id !== processId).map(load));
    },
    publish(userIds) {
      const changes: Record<string, PresentState | "offline"> = {};
      for (const userId of userIds) {
        const state = findOwnState(userId);
        if (state === published.get(userId)) continue;
        changes[userId] = state ?? "offline";
        if (state) published.set(userId, state);
        else published.delete(userId);
      }
      if (Object.keys(changes).length === 0) return;
      revision++;
      store(changes);
      say({ changes });
    },
    end() {
      clearInterval(renewal);
      for (const { end } of neighbours.values()) clearTimeout(end);
      say({ isLeaving: true });
      void keyValue()
        ?.del(keyOf(processId))
        .catch(() => {});
    },
  };
}
