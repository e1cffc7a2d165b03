import { SECOND } from "#app/shared/time.ts";

/** As long as the server lets it last, for who is not told of the end. */
const LASTS = 5 * SECOND;
const TELL_EVERY = 3 * SECOND;

export type TypingPeople = ReadonlyMap<string, readonly string[]>;

/** Who else is typing, by channel; each stops by itself when nothing more is heard. */
export function createTypingList(onChange: (people: TypingPeople) => void) {
  let people: TypingPeople = new Map();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  function set(channelId: string, userId: string, isTyping: boolean): void {
    const key = `${channelId} ${userId}`;
    clearTimeout(timers.get(key));
    timers.delete(key);
    if (isTyping) timers.set(key, setTimeout(set, LASTS, channelId, userId, false));
    const known = people.get(channelId) ?? [];
    if (known.includes(userId) === isTyping) return;
    const next = new Map(people);
    const there = isTyping ? [...known, userId] : known.filter((id) => id !== userId);
    if (there.length > 0) next.set(channelId, there);
    else next.delete(channelId);
    people = next;
    onChange(people);
  }

  return {
    set,
    /** Without a connection nobody is heard. */
    clear(): void {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      if (people.size === 0) return;
      people = new Map();
      onChange(people);
    },
  };
}

/** Tells that one is typing, at most every three seconds in each channel, and once that one has stopped. */
export function createTypingSignals(
  tell: (event: "typing:start" | "typing:stop", channelId: string) => void,
) {
  const toldAt = new Map<string, number>();
  const typing = new Set<string>();
  return {
    start(channelId: string): void {
      const now = Date.now();
      if (now - (toldAt.get(channelId) ?? Number.NEGATIVE_INFINITY) < TELL_EVERY) return;
      toldAt.set(channelId, now);
      typing.add(channelId);
      tell("typing:start", channelId);
    },
    stop(channelId: string): void {
      if (typing.delete(channelId)) tell("typing:stop", channelId);
    },
  };
}
