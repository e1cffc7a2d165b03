// Where the model test plays: people in channels of the real database, and their devices.
import { pinMessage } from "#app/domain/messages/pin-message.server.ts";
import { addReaction } from "#app/domain/messages/react-to-message.server.ts";
import { setBroadcast } from "#app/platform/broadcast.server.ts";
import { PAGE_MAX, PAGE_SIZE } from "#app/shared/limits.ts";
import { createChannel, createDirect, createPerson, send, type Person } from "../factories.ts";
import { people } from "../people.ts";
import { ModelClient, type Fate } from "./client.ts";
import { createNetwork } from "./network.ts";
import type { Tally } from "./tally.ts";

/** More than a page, so that a newest page does not hold them all. */
const HISTORY = PAGE_SIZE + 20;

export interface World {
  people: Person[];
  /** Devices that may miss anything, and be away. */
  clients: ModelClient[];
  /** Hears everything at once and in order. */
  faithful: ModelClient;
  /** Misses messages, and asks for them as soon as it notices. */
  watchful: ModelClient;
  /** The first is public. */
  channelIds: string[];
  /** How far a client may be behind before it is sent the newest page instead of all changes. */
  maxBehind: number | undefined;
}

interface WorldOptions {
  fates: Fate[];
  maxBehind: number | undefined;
  tally: Tally;
}

/** Three people, two of them with several devices, in a public channel, a private one and a conversation of two. */
export async function createWorld({ fates, maxBehind, tally }: WorldOptions): Promise<World> {
  const ada = await createPerson(people.ada);
  const ben = await createPerson(people.ben);
  const cleo = await createPerson(people.cleo);
  const open = await createChannel(ada, { members: [ben] });
  const closed = await createChannel(ada, { kind: "private", members: [cleo] });
  const direct = await createDirect(ben, [ada]);
  const say = (place: number) => send(ada, open.id, place % 8 === 0 ? `Hello @${ben.username}` : "Hello");
  const [first] = await Promise.all(Array.from({ length: HISTORY }, (_, place) => say(place)));
  if (first) await pinMessage(ada.actor, first.id);
  if (first) await addReaction(ben.actor, { messageId: first.id, emoji: "👍" });
  // Each device loses other events.
  const turn = (place: number) => [...fates.slice(place), ...fates.slice(0, place)];
  const clients = [ada, ben, ben, cleo].map(
    (person, place) => new ModelClient(person, { fates: turn(place), tally }),
  );
  const faithful = new ModelClient(ben, { fates: ["arrives"], tally });
  const watchful = new ModelClient(ada, { fates: turn(4), tally, losesMessagesOnly: true });
  const all = [...clients, faithful, watchful];
  setBroadcast(createNetwork(all));
  for (const [place, client] of all.entries()) {
    await client.catchUp();
    // Some show all there is, the others its end.
    const limit = place % 4 === 0 ? PAGE_MAX : 5;
    for (const channelId of client.state.channels.keys()) await client.askPage(channelId, { limit });
    await client.sync();
  }
  const channelIds = [open.id, closed.id, direct.id];
  return { people: [ada, ben, cleo], clients, faithful, watchful, channelIds, maxBehind };
}
