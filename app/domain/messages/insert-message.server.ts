import { driver } from "#app/db/client.server.ts";
import { createId } from "#app/shared/ids.ts";
import type { MessageRow } from "./message-view.server.ts";
import type { SendMessageInput } from "./messages.schema.ts";

export interface WrittenMessage {
  row: MessageRow;
  isNew: boolean;
}

/** As the driver leaves it. */
type RawRow = Record<keyof MessageRow, string> & {
  editedAt: string | null;
  deletedAt: string | null;
  parentId: string | null;
  isNew: boolean;
};

/**
 * Membership, number, version, idempotency and insert in one statement, so that a send is one round trip and one commit,
 * and writes the same rows however many members there are. `undefined` when the author may not write there. Two equal
 * sends at once: one fails with a unique violation on (author, clientId), and its numbers are rolled back with it.
 */
export async function insertMessage(
  authorId: string,
  input: SendMessageInput,
): Promise<WrittenMessage | undefined> {
  const [raw] = await driver()<RawRow[]>`
    with open_channel as (
      select c.id from channels c join memberships m on m.channel_id = c.id
      where c.id = ${input.channelId} and m.user_id = ${authorId} and c.archived_at is null
    ), repeated as (
      select * from messages
      where author_id = ${authorId} and client_id = ${input.clientId} and exists (select from open_channel)
    ), numbered as (
      update timelines t set last_seq = t.last_seq + 1, version = t.version + 1
      from open_channel where t.channel_id = open_channel.id and not exists (select from repeated)
      returning t.channel_id, t.last_seq, t.version
    ), inserted as (
      insert into messages (id, channel_id, seq, version, author_id, client_id, body, parent_id, created_at)
      -- The clock, not the statement's start: it is read after the wait for the channel's row, so time rises with seq.
      select ${createId()}, channel_id, last_seq, version, ${authorId}, ${input.clientId}, ${input.body},
        ${input.parentId ?? null}::uuid, clock_timestamp()
      from numbered
      returning *
    ), read as (
      -- Writing in a conversation reads it: one's own message is never unread.
      update memberships m set last_read_seq = i.seq, last_delivered_seq = i.seq
      from inserted i where m.channel_id = i.channel_id and m.user_id = i.author_id and m.last_read_seq < i.seq
    ), found as (
      select *, true as is_new from inserted union all select *, false as is_new from repeated
    )
    select id, channel_id as "channelId", seq, version, kind, author_id as "authorId", client_id as "clientId", body,
      parent_id as "parentId", created_at as "createdAt", edited_at as "editedAt", deleted_at as "deletedAt",
      is_new as "isNew"
    from found`;
  return raw && { row: toRow(raw), isNew: raw.isNew };
}

function toRow({ isNew: _, ...raw }: RawRow): MessageRow {
  return {
    ...raw,
    kind: raw.kind as MessageRow["kind"],
    seq: Number(raw.seq),
    version: Number(raw.version),
    createdAt: new Date(raw.createdAt),
    editedAt: raw.editedAt ? new Date(raw.editedAt) : null,
    deletedAt: raw.deletedAt ? new Date(raw.deletedAt) : null,
  };
}
