import { beforeEach, describe, expect, test } from "vitest";
import { archiveChannel } from "#app/domain/channels/archive-channel.server.ts";
import { updateChannel } from "#app/domain/channels/update-channel.server.ts";
import { SECOND } from "#app/shared/time.ts";
import type { ChannelView } from "#app/shared/views.ts";
import { createChannel, createDirect, openSession, send } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { createWitness, listen, type Witness } from "./observe.ts";
import { withSocketServer } from "./socket-server.ts";
import { connect } from "./socket-client.ts";

withSocketServer();

let ada: Witness, ben: Witness, olga: Witness, channel: ChannelView;

beforeEach(async () => {
  [ada, ben, olga] = [
    await createWitness(people.ada),
    await createWitness(people.ben),
    await createWitness(people.olga),
  ];
  channel = await createChannel(ada.person, { members: [ben.person] });
});

const done = { ok: true, data: null };
const refused = (code: string) => ({ ok: false, error: { code } });
const patient = { timeout: 10 * SECOND };

async function start({ client }: Witness, channelId = channel.id) {
  return client.ask("typing:start", { channelId });
}

function told(who: Witness, typing: boolean, channelId = channel.id) {
  return { event: "typing:changed", payload: { channelId, userId: who.person.id, typing } };
}

describe("who hears of it", () => {
  test("the other members, and neither an outsider nor one's own devices", async () => {
    const phone = await connect({ session: await openSession(ada.person) });
    const begun = await listen([ada, ben, olga], () => start(ada));
    expect(begun).toEqual({ result: done, told: [[], [told(ada, true)], []] });
    const ended = await listen([ada, ben, olga], () =>
      ada.client.ask("typing:stop", { channelId: channel.id }),
    );
    expect(ended).toEqual({ result: done, told: [[], [told(ada, false)], []] });
    await listen([{ ...ada, client: phone }], async () => undefined);
    expect(phone.heard("typing:changed")).toEqual([]);
  });

  test.each([
    ["direct conversation", () => []],
    ["group conversation", (witness: Witness) => [witness]],
  ])("those in a %s", async (_name, third) => {
    const cleo = await createWitness(people.cleo);
    const others = [ben, ...third(cleo)];
    const direct = await createDirect(
      ada.person,
      others.map(({ person }) => person),
    );
    const heard = await listen([...others, olga], () => start(ada, direct.id));
    const event = told(ada, true, direct.id);
    expect(heard.told).toEqual([...others.map(() => [event]), []]);
  });

  test("nobody, when who says so is outside or may not write", async () => {
    const hidden = await createChannel(ada.person, { kind: "private", members: [ben.person] });
    const archived = await createChannel(ada.person, { members: [ben.person] });
    await archiveChannel(ada.person.actor, archived.id);
    await updateChannel(ada.person.actor, channel.id, { isReadOnly: true });
    const heard = await listen([ada, ben], async () => [
      await start(olga),
      await start(olga, hidden.id),
      await start(ben),
      await start(ben, archived.id),
      await olga.client.ask("typing:stop", { channelId: hidden.id }),
    ]);
    expect(heard.result).toMatchObject(
      ["forbidden", "not_found", "forbidden", "gone", "not_found"].map(refused),
    );
    expect(heard.told).toEqual([[], []]);
    expect(await start(ada)).toEqual(done);
  });
});

describe("how often", () => {
  test("once for several starts in a row; a stop of nothing is not told", async () => {
    const heard = await listen([ben], async () => {
      await ada.client.ask("typing:stop", { channelId: channel.id });
      for (let times = 0; times < 3; times++) await start(ada);
    });
    expect(heard.told).toEqual([[told(ada, true)]]);
  });

  test("again when they go on, so that it does not expire", async () => {
    await start(ada);
    await start(ada);
    await expect
      .poll(() => ben.client.heard("typing:changed").map(({ typing }) => typing), patient)
      .toEqual([true, true]);
  });
});

describe("it ends", () => {
  beforeEach(() => listen([ben], () => start(ada)));

  test("by itself", async () => {
    await expect.poll(() => ben.client.told.at(-1), patient).toEqual(told(ada, false));
  });

  test("with the message, and only in its conversation", async () => {
    const direct = await createDirect(ada.person, [ben.person]);
    const heard = await listen([ben], async () => {
      await start(ada, direct.id);
      await send(ada.person, channel.id);
    });
    const typing = heard.told[0]?.filter(({ event }) => event === "typing:changed");
    expect(typing).toEqual([told(ada, true, direct.id), told(ada, false)]);
  });

  test("with the last connection", async () => {
    const phone = await connect({ session: await openSession(ada.person) });
    const first = await listen([ben], async () => {
      ada.client.socket.disconnect();
      await phone.ask("user:find", { userIds: [] });
    });
    expect(first.told).toEqual([[]]);
    phone.socket.disconnect();
    await expect.poll(() => ben.client.told.at(-1)).toEqual(told(ada, false));
  });
});
