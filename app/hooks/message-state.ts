import type { MessageView } from "#app/shared/views.ts";
import type { LiveState, ReceiptMarks } from "./live-state.ts";

/**
 * How far an acknowledged message has got. `delivered`: to at least one of the others; `read`: by everybody else who tells
 * how far they have read.
 */
export function findMessageState(state: LiveState, message: MessageView): "sent" | "delivered" | "read" {
  const others = findOthers(state, message).map(([, marks]) => marks);
  const telling = others.filter((marks) => marks.deliveredSeq > 0 || marks.readSeq > 0);
  if (telling.length > 0 && telling.every((marks) => marks.readSeq >= message.seq)) return "read";
  return telling.some((marks) => marks.deliveredSeq >= message.seq) ? "delivered" : "sent";
}

/** Ids of the others who have read a message, as far as they tell. */
export function listReaders(state: LiveState, message: MessageView): string[] {
  return findOthers(state, message)
    .filter(([, marks]) => marks.readSeq >= message.seq)
    .map(([userId]) => userId);
}

function findOthers(state: LiveState, message: MessageView): [string, ReceiptMarks][] {
  const receipts = state.receipts.get(message.channelId) ?? new Map<string, ReceiptMarks>();
  return [...receipts].filter(([userId]) => userId !== message.authorId);
}
