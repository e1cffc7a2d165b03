import { db } from "#app/db/client.server.ts";
import { announceToChannel } from "#app/domain/announcements/announce.server.ts";
import { isDatabaseOutage, isUniqueViolation } from "#app/platform/postgres/errors.server.ts";
import { logger } from "#app/platform/logger.server.ts";
import { singleton } from "#app/platform/singleton.server.ts";
import {
  announceBegunFollows,
  announceAuthorsReceipts,
  announceFollowersInboxes,
} from "./announce-effects.server.ts";
import { hereMentionsJob } from "./here-mentions.server.ts";
import { toMessageView } from "./message-view.server.ts";
import { writeWithFiles } from "./write-with-files.server.ts";
import { writeMessages, type Outcome, type PlannedMessage } from "./write-messages.server.ts";

export interface WaitingSend {
  message: PlannedMessage;
  resolve: (outcome: Outcome) => void;
  reject: (error: unknown) => void;
}

/**
 * Sends whose write failed: the commit may have happened before the connection broke. If the retry finds the message, its
 * members have not heard of it yet.
 */
const inDoubt = singleton("sends in doubt", () => new Set<string>());
const DOUBTS_MAX = 10_000;

/**
 * Writes messages together, answers each sender, and tells the members in the order of versions. Where the database
 * refuses, it is the fault of one of them: halves are tried by themselves, down to that one. Never rejects.
 */
export async function settleBatch(batch: WaitingSend[]): Promise<void> {
  let outcomes: Outcome[];
  try {
    outcomes = await writeTogether(batch.map(({ message }) => message));
  } catch (error) {
    if (isDatabaseOutage(error) || batch.length === 1)
      return batch.forEach((waiting) => fail(waiting, error));
    // Should it have been written all the same, who is told of a repetition below has heard nothing of the first yet.
    for (const { message } of batch) doubt(message);
    const half = Math.ceil(batch.length / 2);
    await settleBatch(batch.slice(0, half));
    return settleBatch(batch.slice(half));
  }
  // All in one turn, so that the broadcasts to a room leave together.
  attempt(() => announceBegunFollows(batch, outcomes));
  batch.forEach((waiting, place) => settle(waiting, outcomes[place]));
  attempt(() => announceAuthorsReceipts(outcomes));
  // A hint that nobody waits for: whoever misses it counts with the next page.
  announceFollowersInboxes(outcomes).catch(logFailure);
}

function settle({ message: { authorId, clientId }, resolve, reject }: WaitingSend, outcome?: Outcome): void {
  try {
    if (!outcome) throw new Error("A message was neither written nor refused.");
    resolve(outcome);
    if ("refusal" in outcome) return;
    const wasInDoubt = inDoubt.delete(toKey(authorId, clientId));
    if (!outcome.isNew && !wasInDoubt) return;
    const message = toMessageView(outcome.row);
    announceToChannel(message.channelId, "message:created", { message, version: message.version });
  } catch (error) {
    // Others wait in the same batch, and it is no fault of theirs.
    reject(error);
    logFailure(error);
  }
}

function attempt(announce: () => void): void {
  try {
    announce();
  } catch (error) {
    logFailure(error);
  }
}

function logFailure(error: unknown): void {
  const type = error instanceof Error ? error.name : typeof error;
  logger().error({ door: "messages", type }, "a send was not told");
}

function fail({ message, reject }: WaitingSend, error: unknown): void {
  doubt(message);
  reject(error);
}

function doubt({ authorId, clientId }: PlannedMessage): void {
  if (inDoubt.size >= DOUBTS_MAX) inDoubt.clear();
  inDoubt.add(toKey(authorId, clientId));
}

function toKey(authorId: string, clientId: string): string {
  return `${authorId} ${clientId}`;
}

async function writeTogether(list: PlannedMessage[]): Promise<Outcome[]> {
  const [first] = list;
  if (list.length > 1 || !first) return writeMessages(list);
  try {
    return await writeAlone(first);
  } catch (error) {
    // The same message came by way of another process at once, and that one won: now it is there to be found.
    if (isUniqueViolation(error, "messages_client_key")) return writeAlone(first);
    throw error;
  }
}

async function writeAlone(message: PlannedMessage): Promise<Outcome[]> {
  if (message.mentionAll !== "here" && message.fileIds.length === 0) return writeMessages([message]);
  return db().transaction(async (transaction) => {
    const outcomes = await writeWithFiles(message, transaction);
    for (const outcome of outcomes)
      if (message.mentionAll === "here" && "row" in outcome && outcome.isNew)
        await hereMentionsJob.enqueue(transaction, { messageId: outcome.row.id });
    return outcomes;
  });
}
