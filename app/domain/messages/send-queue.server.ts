import { singleton } from "#app/platform/singleton.server.ts";
import { inOrder } from "./in-order.server.ts";
import { settleBatch, type WaitingSend } from "./settle-batch.server.ts";
import type { Outcome, PlannedMessage } from "./write-messages.server.ts";

/** Messages of one statement: those behind them wait as long as it takes. */
const BATCH_MAX = 500;
/**
 * A write that takes longer waits for another process, in a channel or two, and the others are not held up by it any more.
 * Milliseconds.
 */
const PATIENCE = 50;

const queue = singleton("sends", () => ({
  /** By channel, in the order in which they came. Each of these channels has asked for its turn. */
  lines: new Map<string, WaitingSend[]>(),
  /** Channels whose turn it is, each with what ends it. */
  turns: new Map<string, () => void>(),
  isBusy: false,
}));

/**
 * Writes a message and tells its members. What comes while a write is under way goes into the next one together, so the
 * more there is to do, the less each costs; while nothing is under way, nothing waits. Messages of a channel keep the order
 * of the calls. Rejects when it is not known whether the message was written.
 */
export function writeInTurn(message: PlannedMessage): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const line = queue.lines.get(message.channelId);
    const waiting = { message, resolve, reject };
    if (line) line.push(waiting);
    else openLine(message.channelId, [waiting]);
  });
}

function openLine(channelId: string, line: WaitingSend[]): void {
  queue.lines.set(channelId, line);
  void inOrder(channelId, () => new Promise<void>((end) => takeTurn(channelId, end)));
}

function takeTurn(channelId: string, end: () => void): void {
  queue.turns.set(channelId, end);
  startWriting();
}

function startWriting(): void {
  if (queue.isBusy) return;
  queue.isBusy = true;
  // After what the loop has read already, and after the channels of the last write have got their next turn.
  setImmediate(() => void writeBatch());
}

async function writeBatch(): Promise<void> {
  const { batch, ends } = takeBatch();
  let isHoldingUp = true;
  const letOthersWrite = () => {
    if (!isHoldingUp) return;
    isHoldingUp = false;
    queue.isBusy = false;
    if (queue.turns.size > 0) startWriting();
  };
  const patience = setTimeout(letOthersWrite, PATIENCE);
  for (const part of batch) await settleBatch(part);
  clearTimeout(patience);
  for (const end of ends) end();
  letOthersWrite();
}

/** As much as fits, from every channel whose turn it is; what needs a statement of its own comes after the rest. */
function takeBatch(): { batch: WaitingSend[][]; ends: (() => void)[] } {
  const together: WaitingSend[] = [];
  const alone: WaitingSend[][] = [];
  const ends: (() => void)[] = [];
  const keys = new Set<string>();
  for (const [channelId, end] of queue.turns) {
    if (together.length >= BATCH_MAX) break;
    queue.turns.delete(channelId);
    ends.push(end);
    const line = queue.lines.get(channelId) ?? [];
    const count = countFitting(line, BATCH_MAX - together.length, keys);
    if (count > 0) together.push(...line.splice(0, count));
    else alone.push(line.splice(0, 1));
    queue.lines.delete(channelId);
    if (line.length > 0) openLine(channelId, line);
  }
  return { batch: together.length > 0 ? [together, ...alone] : alone, ends };
}

/** How many from the front of a line go into one statement with those whose keys are there. */
function countFitting(line: WaitingSend[], room: number, keys: Set<string>): number {
  const end = line.slice(0, room).findIndex(({ message }) => {
    const key = `${message.authorId} ${message.clientId}`;
    // The same message again waits for the next statement, in which it finds the first.
    if (needsOwn(message) || keys.has(key)) return true;
    keys.add(key);
    return false;
  });
  return end === -1 ? Math.min(line.length, room) : end;
}

/** Whether a message cannot be written with others: its job or its files belong into its transaction, or only it may not be read. */
function needsOwn({ mentionAll, keepsUnread, fileIds }: PlannedMessage): boolean {
  return mentionAll === "here" || keepsUnread || fileIds.length > 0;
}
