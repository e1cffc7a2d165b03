// What must be true after a storm, whatever broke.
import type { MessageView } from "#app/shared/views.ts";
import type { StormClient } from "./client.ts";

/** Everything that is wrong, in words; nothing where the promise was kept. `truth`: each channel's messages by `seq`. */
export function findViolations(clients: StormClient[], truth: Map<string, MessageView[]>): string[] {
  return [
    ...clients.flatMap((client) => client.failures),
    ...[...truth].flatMap(([channelId, messages]) => judgeNumbers(channelId, messages)),
    ...clients.flatMap((client) => judgeSent(client, truth)),
    ...clients.flatMap((client) => judgeCopies(client, truth)),
  ];
}

/** Numbers are dense, and nothing is there twice. */
function judgeNumbers(channelId: string, messages: MessageView[]): string[] {
  const wrong = messages.flatMap(({ seq }, index) =>
    seq === index + 1 ? [] : [`channel ${channelId}: number ${seq} at place ${index + 1}`],
  );
  const seen = new Set<string>();
  for (const { authorId, clientId } of messages) {
    const key = `${authorId} ${clientId}`;
    if (seen.has(key)) wrong.push(`channel ${channelId}: ${key} is there twice`);
    seen.add(key);
  }
  return wrong;
}

/** What was acknowledged is there as it was acknowledged, and in the order in which it was sent. */
function judgeSent({ account, sent }: StormClient, truth: Map<string, MessageView[]>): string[] {
  const wrong: string[] = [];
  const last = new Map<string, number>();
  for (const { clientId, channelId, body, message } of sent) {
    const found = truth
      .get(channelId)!
      .find((row) => row.authorId === account.id && row.clientId === clientId);
    if (!found) {
      if (message) wrong.push(`lost: ${body}, acknowledged as number ${message.seq}`);
      continue;
    }
    if (found.body !== body) wrong.push(`changed: ${body} became ${found.body}`);
    if (message && message.seq !== found.seq)
      wrong.push(`moved: ${body} was acknowledged as ${message.seq} and is ${found.seq}`);
    if (found.seq <= (last.get(channelId) ?? 0)) wrong.push(`out of order: ${body} is number ${found.seq}`);
    last.set(channelId, found.seq);
  }
  return wrong;
}

/** What a member was told and caught up is what somebody new would load. */
function judgeCopies({ account, copies }: StormClient, truth: Map<string, MessageView[]>): string[] {
  return [...truth].flatMap(([channelId, messages]) => {
    const copy = [...copies.get(channelId)!.messages.values()].sort((one, other) => one.seq - other.seq);
    if (JSON.stringify(copy) === JSON.stringify(messages)) return [];
    const index = messages.findIndex(
      (message, place) => JSON.stringify(message) !== JSON.stringify(copy[place]),
    );
    const first = `${JSON.stringify(copy[index])} instead of ${JSON.stringify(messages[index])}`;
    return [
      `${account.username}'s copy of ${channelId} differs: ${copy.length} of ${messages.length} messages, first ${first}`,
    ];
  });
}
