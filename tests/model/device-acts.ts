// What devices do in the model test: hear what was late, ask for something, lose the network, come back.
import { markUnread } from "#app/domain/memberships/mark-unread.server.ts";
import { markRead } from "#app/domain/memberships/move-watermark.server.ts";
import { addReaction } from "#app/domain/messages/react-to-message.server.ts";
import { applyReadMark, applyUnreadMark } from "#app/hooks/channel-state.ts";
import type { HistoryInput } from "#app/domain/messages/messages.schema.ts";
import type { MessageView } from "#app/shared/views.ts";
import type { ModelClient } from "./client.ts";
import { expectFresh } from "./expectations.ts";
import type { Scene } from "./scene.ts";

/** Does it, or answers `undefined` where no device can. */
type DeviceAct = (scene: Scene) => Promise<unknown> | undefined;

const LIMITS = [2, 5, 9];

export const DEVICE_ACTS = {
  hearLate: ({ world, draw }) => {
    const client = draw(world.clients.filter(({ hasLate }) => hasLate));
    client?.hearLate(draw([0, 1, 2]) ?? 0);
    return client && Promise.resolve();
  },
  hearAnswer: ({ world, draw }) => {
    const client = draw(world.clients.filter(({ hasAnswers }) => hasAnswers));
    client?.hearAnswer();
    return client && Promise.resolve();
  },
  askSync: (scene) => drawConnected(scene)?.askSync(scene.world.maxBehind),
  askNewest: (scene) => askPage(scene, () => ({})),
  askAround: (scene) => askPage(scene, ({ middle }) => ({ around: middle })),
  askOlder: (scene) => askPage(scene, ({ first }) => ({ before: first }), hasOlder),
  askNewer: (scene) => askPage(scene, ({ last }) => ({ after: last })),
  /** A page of history comes after something on it has changed. */
  beOvertaken: (scene) => {
    const held = drawHeld(scene, hasOlder);
    return held && overtake(scene, held);
  },
  /** Counts here before the server knows. */
  readHere: (scene) => {
    const held = drawHeld(scene);
    const seq = scene.draw([held?.middle ?? 0, held?.last ?? 0]) ?? 0;
    held?.client.apply((state) => applyReadMark(state, held.channelId, seq));
    return held && markRead(held.client.person.actor, { channelId: held.channelId, seq });
  },
  unreadHere: (scene) => {
    const held = drawHeld(scene);
    const seq = held?.middle ?? 0;
    held?.client.apply((state) => applyUnreadMark(state, held.channelId, seq));
    return held && markUnread(held.client.person.actor, { channelId: held.channelId, seq });
  },
  disconnect: (scene) => {
    const client = drawConnected(scene);
    client?.disconnect();
    return client && Promise.resolve();
  },
  /** Has to hold what is true after that. */
  comeBack: ({ world, draw }) => {
    const away = world.clients.filter(({ isConnected }) => !isConnected);
    const client = draw(away.length > 0 ? away : world.clients);
    return client && comeBack(client, world.maxBehind, draw([true, false]) ?? true);
  },
} satisfies Record<string, DeviceAct>;

/** Catches up, and fails unless the client holds the truth then. What is late comes before the catch-up, or after it. */
export async function comeBack(
  client: ModelClient,
  maxBehind: number | undefined,
  isLateFirst: boolean,
): Promise<void> {
  if (isLateFirst) client.hearAllLate();
  await client.catchUp(maxBehind);
  client.hearAllLate();
  // Whoever hears late that they were let in asks whether they still are.
  if (client.hasGap) await client.sync(maxBehind);
  await client.loadReceipts();
  await expectFresh(client);
}

async function overtake({ places, draw }: Scene, { client, channelId, first }: Held): Promise<void> {
  while (client.hasAnswers) client.hearAnswer();
  await client.askPage(channelId, { before: first, limit: 5 });
  const emoji = "🐌";
  const place = draw(places.filter(({ message }) => client.asked.has(message.id)));
  if (place) await addReaction(place.seat.person.actor, { messageId: place.message.id, emoji });
  client.hearAnswer();
  await comeBack(client, undefined, false);
}

/** A connected device, and the stretch that it shows of a conversation in which its person still is. */
interface Held {
  client: ModelClient;
  channelId: string;
  first: number;
  middle: number;
  last: number;
}

function drawHeld({ world, draw, seats }: Scene, isMeant = (_: MessageView[]) => true): Held | undefined {
  const held = world.clients.flatMap((client) =>
    [...client.state.timelines].map(([channelId, { messages }]) => ({ client, channelId, messages })),
  );
  const isIn = ({ client, channelId }: Pick<Held, "client" | "channelId">) =>
    seats.some((seat) => seat.channelId === channelId && seat.person === client.person);
  const chosen = draw(held.filter((each) => each.client.isConnected && isIn(each) && isMeant(each.messages)));
  const seqs = chosen?.messages.map(({ seq }) => seq) ?? [];
  const [first, middle, last] = [seqs[0], draw(seqs), seqs.at(-1)];
  return chosen && first && middle && last ? { ...chosen, first, middle, last } : undefined;
}

function hasOlder([first]: MessageView[]): boolean {
  return first !== undefined && first.seq > 1;
}

function askPage(
  scene: Scene,
  findInput: (held: Held) => Omit<HistoryInput, "limit">,
  isMeant?: (messages: MessageView[]) => boolean,
) {
  const held = drawHeld(scene, isMeant);
  return held?.client.askPage(held.channelId, { ...findInput(held), limit: scene.draw(LIMITS) ?? 1 });
}

function drawConnected({ draw, world }: Scene): ModelClient | undefined {
  return draw(world.clients.filter(({ isConnected }) => isConnected));
}
