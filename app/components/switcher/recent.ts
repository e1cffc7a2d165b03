import { readEntry, writeEntry } from "#app/hooks/device-storage.ts";

const MAX = 50;
const keyOf = (userId: string) => `parley:recent:${userId}`;

/** The conversations that somebody was in on this device, the last one first. */
export function listRecent(userId: string): string[] {
  return (readEntry(keyOf(userId)) ?? "").split(" ").filter(Boolean);
}

export function noteVisit(userId: string, channelId: string): void {
  const others = listRecent(userId).filter((id) => id !== channelId);
  writeEntry(keyOf(userId), [channelId, ...others].slice(0, MAX).join(" "));
}
