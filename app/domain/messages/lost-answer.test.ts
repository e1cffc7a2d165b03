import { afterEach, expect, test } from "vitest";
import { connectDatabase, disconnectDatabase } from "#app/db/client.server.ts";
import { setBroadcast } from "#app/platform/broadcast.server.ts";
import { createId } from "#app/shared/ids.ts";
import { createCuttingProxy } from "#tests/cutting-proxy.ts";
import { databaseUrl, withDatabase } from "#tests/database.ts";
import { createChannel, createPerson, send } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { listMessages } from "./list-messages.server.ts";
import { historySchema } from "./messages.schema.ts";
import { sendMessage } from "./send-message.server.ts";

withDatabase();

const silent = { emit() {}, join() {}, leave() {}, reconnect() {}, close() {}, tell() {} };

afterEach(() => setBroadcast(silent));

test("a message whose commit was not answered is announced when it is sent again, and only once", async () => {
  const ada = await createPerson(people.ada);
  const channel = await createChannel(ada);
  const proxy = await createCuttingProxy(databaseUrl());
  const announced: string[] = [];
  try {
    await disconnectDatabase();
    // One connection, and one send before: then the next send is a single question with a single answer.
    connectDatabase(proxy.url, { connections: 1 });
    await send(ada, channel.id, "before");
    setBroadcast({ ...silent, emit: (_rooms, event) => void announced.push(event) });

    const input = { channelId: channel.id, clientId: createId(), body: "in doubt" };
    proxy.loseNextAnswer();
    await expect(sendMessage(ada.actor, input)).rejects.toMatchObject({
      cause: { code: "CONNECTION_CLOSED" },
    });
    expect(announced).toEqual([]);

    expect(await sendMessage(ada.actor, input)).toMatchObject({ isNew: false, message: { seq: 2 } });
    expect(announced).toEqual(["message:created"]);
    await sendMessage(ada.actor, input);
    expect(announced).toEqual(["message:created"]);

    const page = await listMessages(ada.actor, channel.id, historySchema.parse({}));
    expect(page.messages.map(({ body }) => body)).toEqual(["before", "in doubt"]);
  } finally {
    await disconnectDatabase();
    proxy.close();
    connectDatabase(databaseUrl());
  }
});
