import { expect, onTestFinished, test } from "vitest";
import { channelRoom, userRoom } from "#app/domain/announcements/announce.server.ts";
import { broadcast, setBroadcast } from "#app/platform/broadcast.server.ts";
import { withDatabase } from "#tests/database.ts";
import { createChannel, createPerson } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { announceJoined } from "./add-members.server.ts";

withDatabase();

test("everybody hears the channel before anything is waited for; who is out by then hears nothing", async () => {
  const [ada, ben, cleo] = [
    await createPerson(people.ada),
    await createPerson(people.ben),
    await createPerson(people.cleo),
  ];
  // Cleo was added too, and another process has removed her since.
  const { id } = await createChannel(ada, { members: [ben] });
  const acts: [string, string][] = [];
  const before = broadcast();
  onTestFinished(() => setBroadcast(before));
  setBroadcast({
    ...before,
    emit: (rooms, event) => void acts.push([event, String(rooms)]),
    join: (room, target) => void (target === channelRoom(id) && acts.push(["join", room])),
    leave: (room, target) => void (target === channelRoom(id) && acts.push(["leave", room])),
  });
  const done = announceJoined(id, [cleo.id, ben.id]);
  const entered = [
    ["join", userRoom(cleo.id)],
    ["join", userRoom(ben.id)],
  ];
  expect(acts).toEqual(entered);
  await done;
  expect(acts).toEqual([...entered, ["leave", userRoom(cleo.id)], ["channel:joined", userRoom(ben.id)]]);
});
