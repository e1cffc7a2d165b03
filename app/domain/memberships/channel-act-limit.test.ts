import { afterEach, beforeEach, expect, test } from "vitest";
import { archiveChannel, unarchiveChannel } from "#app/domain/channels/archive-channel.server.ts";
import { getChannel } from "#app/domain/channels/find-channels.server.ts";
import { joinByCode } from "#app/domain/channels/join-by-code.server.ts";
import { makeJoinLink } from "#app/domain/channels/join-link.server.ts";
import { updateChannel } from "#app/domain/channels/update-channel.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { withDatabase } from "#tests/database.ts";
import { setEnvironment } from "#tests/environment.ts";
import { createChannel, createPerson, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { addPeople } from "./add-people.server.ts";
import { handOver } from "./hand-over.server.ts";
import { joinChannel } from "./join-channel.server.ts";
import { leaveChannel } from "./leave-channel.server.ts";
import { removeMember } from "./remove-member.server.ts";
import { setMember } from "./set-member.server.ts";

withDatabase();

let ada: Person, ben: Person, olga: Person;

beforeEach(async () => {
  [ada, ben, olga] = [
    await createPerson(people.ada),
    await createPerson(people.ben),
    await createPerson(people.olga),
  ];
});

afterEach(() => setEnvironment());

const limited = expect.objectContaining({ code: "rate_limited" }) as unknown;

test("whatever a channel tells everybody of has one limit, whichever act it is, and each person their own", async () => {
  const { id } = await createChannel(ada, { members: [ben] });
  const other = await createChannel(ben);
  const link = await makeJoinLink(ben.actor, other.id);
  // One at once, and the next in 20 seconds.
  setEnvironment({ RATE_LIMIT_SCALE: "0.05" });
  await consumeLimit("channel act by user", ada.id);
  const acts = [
    () => updateChannel(ada.actor, id, { topic: "Bees" }),
    () => archiveChannel(ada.actor, id),
    () => unarchiveChannel(ada.actor, id),
    () => setMember(ada.actor, id, olga.id, {}),
    () => setMember(ada.actor, id, ben.id, { role: "owner", handsOver: true }),
    () => handOver(ada.actor, id, ben.id),
    () => addPeople(ada.actor, id, { userIds: [olga.id] }),
    () => removeMember(ada.actor, id, ben.id),
    () => leaveChannel(ada.actor, id),
    () => joinChannel(ada.actor, other.id),
    () => joinByCode(ada.actor, link.code),
  ];
  for (const act of acts) await expect(act()).rejects.toEqual(limited);
  for (const channel of [id, other.id])
    expect(await getChannel(ada.actor, channel)).toMatchObject({ lastSeq: 0 });
  await joinChannel(olga.actor, id);
  expect(await getChannel(ada.actor, id)).toMatchObject({ lastSeq: 1, memberCount: 3 });
});

test("somebody who comes and goes all the time is stopped after twenty times", async () => {
  const { id } = await createChannel(ada);
  setEnvironment({ RATE_LIMIT_SCALE: "1" });
  const results: PromiseSettledResult<unknown>[] = [];
  for (let count = 0; count < 30; count++) {
    results.push(...(await Promise.allSettled([joinChannel(ben.actor, id)])));
    results.push(...(await Promise.allSettled([leaveChannel(ben.actor, id)])));
  }
  expect(results.slice(0, 20).every(({ status }) => status === "fulfilled")).toBe(true);
  expect(results).toContainEqual({ status: "rejected", reason: limited });
});
