import { io, type Socket } from "socket.io-client";
import { expect } from "@playwright/test";
import type { Acknowledgement } from "#app/shared/events.ts";
import type { SessionView } from "#app/shared/account-views.ts";
import type { ChannelView, MessagePage, MessageView } from "#app/shared/views.ts";
import { makeAccount, type Account, type Name } from "./unique.ts";

/** Somebody at a program of their own, by REST and a socket. */
export class ApiClient {
  readonly account: Account;
  readonly #url: string;
  #token = "";
  #socket: Socket | undefined;

  constructor(url: string, name: Name) {
    this.#url = url;
    this.account = makeAccount(name);
  }

  async signUp(): Promise<void> {
    const { accessToken } = await this.#ask<SessionView>("POST", "/auth/signup", { ...this.account });
    this.#token = accessToken;
  }

  async logIn(): Promise<void> {
    const { username: login, password } = this.account;
    this.#token = (await this.#ask<SessionView>("POST", "/auth/login", { login, password })).accessToken;
  }

  async createChannel(name: string): Promise<string> {
    return (await this.#ask<ChannelView>("POST", "/channels", { name, kind: "public" })).id;
  }

  async join(channelId: string): Promise<void> {
    await this.#ask("POST", `/channels/${channelId}/join`, {});
  }

  /** Every message of a channel, page by page. */
  async readAll(channelId: string): Promise<MessageView[]> {
    const messages: MessageView[] = [];
    for (;;) {
      const after = messages.at(-1)?.seq ?? 0;
      const path = `/channels/${channelId}/messages?limit=100&after=${after}`;
      const page = await this.#ask<MessagePage>("GET", path);
      messages.push(...page.messages);
      if (!page.hasNewer || page.messages.length === 0) return messages;
    }
  }

  /** Opens a socket that comes back by itself as long as it is not closed. */
  async connect(): Promise<void> {
    const socket = io(this.#url, {
      transports: ["websocket"],
      auth: { token: this.#token },
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 200,
    });
    this.#socket = socket;
    await expect.poll(() => socket.connected).toBe(true);
  }

  disconnect(): void {
    this.#socket?.disconnect();
  }

  /** Sends until it is acknowledged, always with the same client id. Undefined when the socket was closed meanwhile. */
  async send(channelId: string, clientId: string, body: string): Promise<MessageView | undefined> {
    const socket = this.#socket;
    while (socket?.active) {
      const answer = await this.#sendOnce(socket, { channelId, clientId, body });
      if (answer?.ok) return answer.data;
      if (answer && !["unavailable", "internal"].includes(answer.error.code))
        throw new Error(`refused: ${answer.error.code}`);
    }
    return undefined;
  }

  /** Undefined when no answer came. */
  async #sendOnce(socket: Socket, payload: object): Promise<Acknowledgement<MessageView> | undefined> {
    try {
      return (await socket.timeout(500).emitWithAck("message:send", payload)) as Acknowledgement<MessageView>;
    } catch {
      return undefined;
    }
  }

  async #ask<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.#url}/api/v1${path}`, {
      method,
      headers: {
        "content-type": "application/json",
        ...(this.#token && { authorization: `Bearer ${this.#token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    expect(response.ok, `${method} ${path} answers ${response.status}`).toBe(true);
    return (await response.json()) as T;
  }
}
