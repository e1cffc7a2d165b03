import { sql } from "drizzle-orm";
import { driver, type Queryable } from "#app/db/client.server.ts";
import { createId } from "#app/shared/ids.ts";
import type { FileView, ForwardedView } from "#app/shared/views.ts";
import type { MessageRow } from "./message-view.server.ts";
import { HEAD, TAIL } from "./write-statement.ts";

/** A message on its way into the database. */
export interface PlannedMessage {
  channelId: string;
  authorId: string;
  clientId: string;
  body: string;
  parentId: string | null;
  quoteId: string | null;
  /** What the text calls people, in lower case; whoever of them is in the channel is mentioned. */
  names: string[];
  mentionAll: "channel" | "here" | null;
  forwarded: ForwardedView | null;
  /** Ids of the files that it is to have. Needs a transaction of its own: see `writeWithFiles`. */
  fileIds: readonly string[];
  /** The author may write where only those who keep order do, whatever their role in the channel is. */
  writesAnywhere: boolean;
  /** The author may be away: what they have not read stays unread. Needs a statement of its own. */
  keepsUnread: boolean;
}

/** Why nothing was written. "outside" is also said of a channel that there is not. */
export type Refusal =
  "outside" | "archived" | "read_only" | "no_parent" | "no_quote" | "dead_quote" | "no_file";
export type Outcome = Written | { refusal: Refusal };

export interface Written {
  row: MessageRow;
  isNew: boolean;
  /** How far the author had read, where there was more before this message, and who may know how far they are now. */
  reader: { readTextNo: number; memberCount: number; sendsReceipts: boolean } | null;
  /** Who follows the thread only since these messages were written: the same for all replies in it. */
  follows: { userId: string; lastReadSeq: number }[];
}

/**
 * Everything that sending is, for many messages in one statement: one round trip and one commit. Each is authorised,
 * found again by its `clientId`, and numbered without a gap in the order of the list; threads, follows and the authors' own
 * marks go along. It writes the same rows however many members there are. Answers in the order of the list.
 *
 * Channels are locked in the order of their ids, so that two processes never wait for each other in a circle, and before
 * memberships are looked at: whoever is removed meanwhile is found to be gone. No two messages may have the same author and
 * `clientId`; where another process writes one of them at the same time, all fail with a unique violation.
 */
export async function writeMessages(
  list: (PlannedMessage & { files?: FileView[] })[],
  transaction?: Queryable,
): Promise<Outcome[]> {
  const json = JSON.stringify(list.map(toInput));
  const rows = transaction
    ? await transaction.execute<RawOutcome>(sql`${sql.raw(HEAD)}${json}${sql.raw(TAIL)}`)
    : await driver().unsafe<RawOutcome[]>(`${HEAD}$1${TAIL}`, [json], { prepare: true }).catch(explain);
  return rows.map(toOutcome);
}

/** The driver's error does not say which statement it was. */
function explain(cause: unknown): never {
  throw new Error("Messages could not be written.", { cause });
}

function toInput(message: PlannedMessage & { files?: FileView[] }, place: number) {
  return {
    format: 1,
    place,
    id: createId(),
    channel_id: message.channelId,
    author_id: message.authorId,
    client_id: message.clientId,
    body: message.body,
    parent_id: message.parentId,
    quote_id: message.quoteId,
    names: message.names,
    mention_all: message.mentionAll,
    forwarded: message.forwarded,
    // Left out where there are none.
    files: message.files,
    writes_anywhere: message.writesAnywhere,
    keeps_unread: message.keepsUnread,
  };
}

/** As the driver leaves it. */
type RawRow = Omit<MessageRow, RawNumber | RawTime> & Record<RawNumber, string> & Record<RawTime, RawDate>;
type RawNumber = "seq" | "version" | "textNo";
type RawTime = "createdAt" | "editedAt" | "deletedAt" | "lastReplyAt" | "pinnedAt";
type RawDate = string | null;
type RawOutcome = RawRow &
  Pick<Written, "isNew" | "reader"> & {
    refusal: Refusal | null;
    follows: Written["follows"] | null;
  } & Record<string, unknown>;

function toOutcome({ refusal, isNew, reader, follows, ...raw }: RawOutcome): Outcome {
  if (refusal) return { refusal };
  const row = {
    ...raw,
    seq: Number(raw.seq),
    version: Number(raw.version),
    textNo: Number(raw.textNo),
    createdAt: new Date(raw.createdAt ?? Number.NaN),
    editedAt: toDate(raw.editedAt),
    deletedAt: toDate(raw.deletedAt),
    lastReplyAt: toDate(raw.lastReplyAt),
    pinnedAt: toDate(raw.pinnedAt),
  };
  return { row, isNew, reader, follows: follows ?? [] };
}

function toDate(raw: RawDate): Date | null {
  return raw === null ? null : new Date(raw);
}
