// Somebody who writes while everything breaks, and keeps a copy of what they were told.
import { setTimeout } from "node:timers/promises";
import { io, type Socket } from "socket.io-client";
import { uuidv7 } from "uuidv7";
import type { Acknowledgement, OneOrMany, SyncAnswer } from "#app/shared/events.ts";
import type { MessageView } from "#app/shared/views.ts";
import type { Account } from "./account.ts";
import { pick } from "./random.ts";

/** Nothing was decided: the same client id is sent again. */
const TRANSIENT = new Set(["unavailable", "internal", "unauthenticated", "rate_limited"]);
const ANSWER_WITHIN = 3000;
const TRY_AGAIN_AFTER = 50;

export interface Sent {
  clientId: string;
  channelId: string;
  body: string;
  /** What the server acknowledged; undefined for a message that was given up after one try. */
  message: MessageView | undefined;
}

export interface Copy {
  version: number;
  messages: Map<string, MessageView>;
}

export interface StormClient {
  account: Account;
  sent: Sent[];
  copies: Map<string, Copy>;
  /** How often a copy was caught up because an event was missed or a connection was new. */
  catchUps: number;
  /** What must not happen at all. */
  failures: string[];
  cut(): void;
  /** Sends no more, and returns once every message but those given up is acknowledged. */
  stop(): Promise<void>;
  /** Completes the copies and goes. Nobody may be sending any more. */
  finish(): Promise<void>;
}

interface StormOptions {
  account: Account;
  urls: string[];
  channelIds: string[];
  random: () => number;
}

export function startClient({ account, urls, channelIds, random }: StormOptions): StormClient {
  let socket: Socket;
  let isSending = true;
  let isOpen = true;
  let isSyncing: Promise<void> | undefined;
  let isSyncWanted = false;
  const client: StormClient = {
    account,
    sent: [],
    copies: new Map(channelIds.map((id) => [id, { version: 0, messages: new Map() }])),
    catchUps: 0,
    failures: [],
    // The network goes away without a word.
    cut() {
      const { engine } = socket.io as unknown as { engine?: { transport?: { ws?: WebSocket } } };
      engine?.transport?.ws?.close();
    },
    async stop() {
      isSending = false;
      await sending;
    },
    async finish() {
      do await sync();
      while (isSyncWanted);
      isOpen = false;
      socket.disconnect();
    },
  };

  function connect(): void {
    if (!isOpen) return;
    const url = pick(urls, random);
    const opened = io(url, {
      forceNew: true,
      transports: ["websocket"],
      reconnection: false,
      auth: { token: account.token },
    });
    socket = opened;
    opened.on("connect", () => void sync());
    opened.on("connect_error", (error) => {
      const { code } = (error as { data?: { code?: string } }).data ?? {};
      const renewed = code === "unauthenticated" ? account.renew().catch(() => {}) : Promise.resolve();
      void renewed.then(() => setTimeout(TRY_AGAIN_AFTER)).then(connect);
    });
    opened.on("disconnect", () => void setTimeout(TRY_AGAIN_AFTER).then(connect));
    for (const event of ["message:created", "message:updated"])
      opened.on(event, (payload: OneOrMany<{ message: MessageView; version: number }>) => {
        for (const { message, version } of "batch" in payload ? payload.batch : [payload])
          hear(message, version);
      });
  }

  function hear(message: MessageView, version: number): void {
    const copy = client.copies.get(message.channelId);
    if (!copy) return;
    take(copy, message);
    if (version === copy.version + 1) copy.version = version;
    else if (version > copy.version) void sync();
  }

  function take({ messages }: Copy, message: MessageView): void {
    const known = messages.get(message.id);
    if (!known || known.version < message.version) messages.set(message.id, message);
  }

  /** Asks for everything after the versions that are known, until nothing is missing. */
  async function sync(): Promise<void> {
    isSyncWanted = true;
    isSyncing ??= catchUp().finally(() => (isSyncing = undefined));
    await isSyncing;
  }

  async function catchUp(): Promise<void> {
    while (isSyncWanted) {
      isSyncWanted = false;
      client.catchUps++;
      for (let more = true; more;) {
        const channels = Object.fromEntries([...client.copies].map(([id, copy]) => [id, copy.version]));
        const answer = await ask<SyncAnswer>("sync", { channels });
        more = Object.values(answer.channels).some((changes) => changes.more);
        for (const [id, changes] of Object.entries(answer.channels)) {
          const copy = client.copies.get(id)!;
          for (const message of changes.messages) take(copy, message);
          copy.version = Math.max(copy.version, changes.version);
        }
      }
    }
  }

  /** Asks until there is an answer, on whatever connection there is. */
  async function ask<T>(event: string, payload: unknown): Promise<T> {
    for (;;) {
      const answer = await askOnce<T>(event, payload);
      if (answer?.ok) return answer.data;
      if (answer && !TRANSIENT.has(answer.error.code))
        throw new Error(`${event}: ${JSON.stringify(answer.error)}`);
      await setTimeout(TRY_AGAIN_AFTER);
    }
  }

  /** Nothing where no answer came. */
  async function askOnce<T>(event: string, payload: unknown): Promise<Acknowledgement<T> | undefined> {
    if (!socket.connected) return undefined;
    return (await socket
      .timeout(ANSWER_WITHIN)
      .emitWithAck(event, payload)
      .catch(() => undefined)) as Acknowledgement<T> | undefined;
  }

  async function send(): Promise<void> {
    for (let number = 1; isSending; number++) {
      const channelId = pick(channelIds, random);
      const item: Sent = {
        clientId: uuidv7(),
        channelId,
        body: `${account.username} ${number}`,
        message: undefined,
      };
      client.sent.push(item);
      const { clientId, body } = item;
      const isGivenUp = random() < 0.1;
      if (isGivenUp) {
        const answer = await askOnce<MessageView>("message:send", { channelId, clientId, body });
        if (answer?.ok) item.message = answer.data;
        else await setTimeout(TRY_AGAIN_AFTER);
      } else {
        item.message = await ask<MessageView>("message:send", { channelId, clientId, body });
        if (random() < 0.2) await edit(item, item.message.id);
      }
    }
  }

  /** Changes of messages are caught up like new ones, and written by longer transactions. */
  async function edit(item: Sent, messageId: string): Promise<void> {
    const body = `${item.body}, edited`;
    await ask("message:edit", { messageId, body });
    item.body = body;
  }

  connect();
  const sending = send().catch((error: unknown) => void client.failures.push(String(error)));
  return client;
}
