import type { FilesPage, MessageView } from "#app/shared/views.ts";

export type ChannelFile = FilesPage["items"][number];

/**
 * What the server found, without what was deleted since, and with what was sent since where the page is the newest one;
 * newest first.
 */
export function mergeFiles(
  found: readonly ChannelFile[],
  live: readonly MessageView[],
  { reachesNewest }: { reachesNewest: boolean },
): ChannelFile[] {
  const bySeq = new Map(live.map((message) => [message.seq, message]));
  const left = found.filter(({ seq }) => !bySeq.get(seq)?.deletedAt);
  if (!reachesNewest) return left;
  const newest = Math.max(0, ...found.map(({ seq }) => seq));
  const since = live
    .filter(({ seq }) => seq > newest)
    .toReversed()
    .flatMap(({ files, seq, authorId, createdAt }) =>
      files.toReversed().map((file) => ({ file, seq, authorId, sentAt: createdAt })),
    );
  return [...since, ...left];
}
