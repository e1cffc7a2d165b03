/** What people who have used none yet are offered first. */
const DEFAULTS = ["👍", "❤️", "😂", "🎉", "😮", "😢", "🙏", "👀"];
/** Of so many the uses are counted. */
const COUNTED_MAX = 50;

function keyOf(userId: string): string {
  return `parley:emoji:${userId}`;
}

function readCounts(userId: string): [emoji: string, uses: number][] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(userId)) ?? "{}");
    return Object.entries(Object(stored) as Record<string, unknown>).map(([emoji, uses]) => [
      emoji,
      Number(uses) || 0,
    ]);
  } catch {
    // There is no storage here, or it is forbidden, or its content was damaged.
    return [];
  }
}

/** The emoji that somebody uses most on this device; on a server, and at first, those that most people use. */
export function listFrequentEmoji(userId: string, count: number): string[] {
  const own = readCounts(userId)
    .sort((a, b) => b[1] - a[1])
    .map(([emoji]) => emoji);
  return [...new Set([...own, ...DEFAULTS])].slice(0, count);
}

/** The emoji that somebody used last on this device, the last one first. */
export function listRecentEmoji(userId: string, count: number): string[] {
  return readCounts(userId)
    .map(([emoji]) => emoji)
    .toReversed()
    .slice(0, count);
}

/** Remembers on this device that an emoji was used: how often, and by their order, when. */
export function countEmoji(userId: string, emoji: string): void {
  const counts = new Map(readCounts(userId));
  const uses = (counts.get(emoji) ?? 0) + 1;
  counts.delete(emoji);
  const kept = [...counts, [emoji, uses]].slice(-COUNTED_MAX);
  try {
    localStorage.setItem(keyOf(userId), JSON.stringify(Object.fromEntries(kept)));
  } catch {
    // Full or forbidden: the usual ones are offered.
  }
}
