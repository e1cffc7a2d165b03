import { addReaction } from "#app/domain/messages/react-to-message.server.ts";
import { deleteMessage } from "#app/domain/messages/delete-message.server.ts";
import { editMessage } from "#app/domain/messages/edit-message.server.ts";
import { pinMessage } from "#app/domain/messages/pin-message.server.ts";
import { sendMessage } from "#app/domain/messages/send-message.server.ts";
import { uploadFile } from "#app/domain/files/upload-file.server.ts";
import { createId } from "#app/shared/ids.ts";
import type { People, Username } from "./people.ts";

/** One message, and what becomes of it. */
export interface Line {
  by: Username;
  says: string;
  /** Minutes since the one before. */
  after?: number;
  /** What later lines call it. */
  called?: string;
  /** The message whose thread it is in. */
  in?: string;
  /** The message that it quotes. */
  quotes?: string;
  files?: { name: string; bytes: () => Promise<Buffer> }[];
  reactions?: Record<string, Username[]>;
  /** What its author makes of it afterwards. */
  edited?: string;
  isDeleted?: true;
  isPinned?: true;
}

/** Minutes between messages that do not say. */
const USUAL_GAP = 3;

/** Has people say all of it in a channel, in order. Returns how many minutes each message lies before the last, by its id. */
export async function talk(people: People, channelId: string, lines: Line[]): Promise<Map<string, number>> {
  const ids: string[] = [];
  const called = new Map<string, string>();
  for (const line of lines) {
    const id = await say(people, channelId, line, called);
    ids.push(id);
    if (line.called) called.set(line.called, id);
  }
  const ages = new Map<string, number>();
  let age = 0;
  for (const [index, line] of [...lines.entries()].toReversed()) {
    ages.set(ids[index]!, age);
    age += line.after ?? USUAL_GAP;
  }
  return ages;
}

async function say(
  people: People,
  channelId: string,
  line: Line,
  called: Map<string, string>,
): Promise<string> {
  const author = people[line.by];
  const fileIds: string[] = [];
  for (const { name, bytes } of line.files ?? [])
    fileIds.push((await uploadFile(author, { channelId, name, bytes: await bytes() })).id);
  const { message } = await sendMessage(author, {
    channelId,
    clientId: createId(),
    body: line.says,
    parentId: line.in ? called.get(line.in)! : null,
    quoteId: line.quotes ? called.get(line.quotes)! : null,
    fileIds,
  });
  const messageId = message.id;
  for (const [emoji, by] of Object.entries(line.reactions ?? {}))
    for (const username of by) await addReaction(people[username], { messageId, emoji });
  if (line.edited) await editMessage(author, { messageId, body: line.edited });
  if (line.isDeleted) await deleteMessage(author, messageId);
  if (line.isPinned) await pinMessage(author, messageId);
  return messageId;
}
