import type { Requests } from "#app/shared/events.ts";
import type { MessageView } from "#app/shared/views.ts";
import type { LiveState } from "./live-state.ts";

/** As many as one request may name. */
const AT_ONCE = 100;

interface LookUpsOptions {
  /** Throws `RequestError`. */
  ask: <E extends keyof Requests>(event: E, payload: Requests[E]["ask"]) => Promise<Requests[E]["answer"]>;
  readState: () => LiveState;
}

/** Asks for people and messages that are spoken of and not known, each once at a time. */
export function createLookUps({ ask, readState }: LookUpsOptions) {
  const asked = new Set<string>();
  const missing = new Set<string>();

  async function findUsers(userIds: Iterable<string>): Promise<void> {
    const wanted = [...new Set(userIds)].filter((id) => !readState().users.has(id) && !asked.has(id));
    // Whoever was not found is asked for again with their next message.
    await inPieces(wanted, (piece) => ask("user:find", { userIds: piece }));
  }

  async function findReferences(messageIds: Iterable<string>): Promise<void> {
    const { references } = readState();
    const wanted = [...new Set(messageIds)].filter(
      (id) => !references.has(id) && !asked.has(id) && !missing.has(id),
    );
    await inPieces(wanted, async (piece) => {
      const { messages } = await ask("message:find", { messageIds: piece });
      const found = new Set(messages.map((message) => message.id));
      for (const id of piece) if (!found.has(id)) missing.add(id);
    });
  }

  async function inPieces(ids: string[], find: (piece: string[]) => Promise<unknown>): Promise<void> {
    for (let start = 0; start < ids.length; start += AT_ONCE) {
      const piece = ids.slice(start, start + AT_ONCE);
      for (const id of piece) asked.add(id);
      await find(piece).catch(() => {});
      for (const id of piece) asked.delete(id);
    }
  }

  return {
    findUsers: (userIds: Iterable<string>) => void findUsers(userIds),
    /** Everybody of whom the messages speak. */
    findPeople: (messages: readonly MessageView[]) => void findUsers(messages.flatMap(listPeople)),
    /** Messages that others quote or reply to; they come into `references`. */
    findReferences: (messageIds: Iterable<string>) => void findReferences(messageIds),
    /** What was not there may be there now. */
    forget: () => missing.clear(),
  };
}

function listPeople({ authorId, mentions, reactions, event, forwarded }: MessageView): string[] {
  const people = [authorId, ...mentions, ...reactions.flatMap((reaction) => reaction.userIds)];
  if (forwarded) people.push(forwarded.authorId);
  if (event && "userId" in event) people.push(event.userId);
  if (event && "userIds" in event) people.push(...event.userIds);
  return people;
}
