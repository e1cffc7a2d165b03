import { createChannel } from "#app/domain/channels/create-channel.server.ts";
import { getChannel } from "#app/domain/channels/find-channels.server.ts";
import { openDirect } from "#app/domain/channels/open-direct.server.ts";
import { addPeople } from "#app/domain/memberships/add-people.server.ts";
import { markRead } from "#app/domain/memberships/move-watermark.server.ts";
import { setMembership } from "#app/domain/memberships/set-membership.server.ts";
import { finishFirstSteps } from "#app/domain/workspace/first-steps.server.ts";
import { updateWorkspace } from "#app/domain/workspace/update-workspace.server.ts";
import { ageMessages } from "./age.ts";
import { GARDEN_TALK, GARDEN_UNREAD } from "./garden-talk.ts";
import { createPeople, type People, type Username } from "./people.ts";
import { DIRECTS, PLACES, type Direct, type Place } from "./places.ts";
import { talk, type Line } from "./talk.ts";

const SMALL_TALK = [
  "Morning. The beans came up.",
  "All of them?",
  "Most. The third row is thin, I think the slugs found it first.",
  "I can bring beer traps tomorrow, or copper tape if you prefer that.",
  "Tape, please. The hedgehog drinks the beer.",
  "Noted. Two rows of tape, one trap per bed:\n- north bed\n- the one by the wall",
];

/** People, channels and what was said in them up to a moment, as ada finds it. */
export async function fillInstallation(until: Date): Promise<People> {
  const people = await createPeople();
  await updateWorkspace(people.ada, { name: "Hillside Garden" });
  await finishFirstSteps(people.ada);
  const garden = {
    name: "garden",
    topic: "What grows, what does not, and who waters it in August",
    says: GARDEN_TALK,
    unread: GARDEN_UNREAD,
  };
  const general = {
    name: "general",
    topic: "Everything else",
    says: chat(["ada", "ben", "cleo", "dai"], 120),
  };
  const ben: Direct = { with: ["ben"], says: chat(["ada", "ben"], 12) };
  // Each in its own order, and side by side: most of the time goes by waiting for the disk.
  await Promise.all([
    ...[garden, general, ...PLACES].map((place) => fillPlace(people, place, until)),
    ...[ben, ...DIRECTS].map((direct) => fillDirect(people, direct, until)),
  ]);
  return people;
}

async function fillPlace(people: People, place: Place, until: Date): Promise<void> {
  const { name, topic = "", kind = "public", isReadOnly = false, says = [] } = place;
  const [maker, ...others] = place.members ?? (Object.keys(people) as Username[]);
  const { id } = await createChannel(people[maker!], { name, topic, kind, isReadOnly });
  const userIds = others.map((username) => people[username].userId);
  await addPeople(people[maker!], id, { userIds });
  await ageMessages(id, await talk(people, id, says), until);
  if (!place.members || place.members.includes("ada")) await leaveFor(people, id, place);
}

async function fillDirect(people: People, direct: Direct, until: Date): Promise<void> {
  const { channel } = await openDirect(people.ada, {
    userIds: direct.with.map((username) => people[username].userId),
  });
  await ageMessages(channel.id, await talk(people, channel.id, direct.says), until);
  await leaveFor(people, channel.id, direct);
}

/** Ada has read all but the last, and keeps it where she wants it. */
async function leaveFor(
  { ada }: People,
  channelId: string,
  place: Pick<Place, "unread" | "isStarred" | "isMuted">,
): Promise<void> {
  const { lastSeq } = await getChannel(ada, channelId);
  await markRead(ada, { channelId, seq: lastSeq - (place.unread ?? 0) });
  const { isStarred: starred, isMuted: muted } = place;
  if (starred || muted) await setMembership(ada, channelId, { starred, muted });
}

function chat(people: Username[], count: number): Line[] {
  return Array.from({ length: count }, (_, index) => ({
    by: people[index % people.length]!,
    says: SMALL_TALK[index % SMALL_TALK.length]!,
    // A talk of half a dozen, and then nothing for most of a day.
    after: index % SMALL_TALK.length === 0 ? 11 * 60 : 3,
  }));
}
