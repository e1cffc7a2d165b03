import { randomUUID } from "node:crypto";
import { expect, type BrowserContext, type Locator, type Page } from "@playwright/test";
import type { SessionView } from "#app/shared/account-views.ts";
import type { ChannelView, MessagePage, MessageView, OwnUserView } from "#app/shared/views.ts";
import { makeUnique, type Account } from "./unique.ts";
import type { Troubles } from "./troubles.ts";

export interface Channel {
  id: string;
  name: string;
}

interface PersonOptions {
  account: Account;
  context: BrowserContext;
  page: Page;
  troubles: Troubles;
  hasScript: boolean;
}

/** Somebody at a browser of their own, on their first tab or on another one. */
export class Person {
  readonly account: Account;
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the server told this tab over its sockets. */
  readonly told: string[] = [];
  /** How often this tab loaded a document. */
  loads = 0;
  readonly #troubles: Troubles;
  readonly #hasScript: boolean;
  #token = "";

  constructor({ account, context, page, troubles, hasScript }: PersonOptions) {
    this.account = account;
    this.context = context;
    this.page = page;
    this.#troubles = troubles;
    this.#hasScript = hasScript;
    page.on("load", () => this.loads++);
    page.on("websocket", (socket) => {
      socket.on("framereceived", ({ payload }) => this.told.push(payload.toString()));
    });
  }

  get sidebar(): Locator {
    return this.page.getByRole("navigation", { name: "Channels" });
  }

  get messages(): Locator {
    return this.page.getByRole("log", { name: "Messages" }).getByRole("article");
  }

  get composer(): Locator {
    return this.page.getByRole("textbox", { name: "Message", exact: true });
  }

  get sendButton(): Locator {
    return this.page.getByRole("button", { name: "Send", exact: true });
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole("heading", { name, level: 1 });
  }

  /** The messages with this text in them. */
  messageOf(text: string): Locator {
    return this.messages.filter({ hasText: text });
  }

  /** Everything in the open conversation, also what the system tells. */
  get timeline(): Locator {
    return this.page.getByRole("log", { name: "Messages" });
  }

  panel(name: string | RegExp): Locator {
    return this.page.getByRole("region", { name });
  }

  /** The sidebar's link to a conversation; an unread number is part of its name. */
  channelLink(name: string): Locator {
    return this.sidebar.getByRole("link", { name });
  }

  /** From here on this person's console may say such a thing; anything else still fails the test. */
  allowTrouble(pattern: RegExp): void {
    this.#troubles.allow(pattern);
  }

  /** Opens a page for somebody signed in, and with JavaScript waits until it is live. */
  async open(path: string): Promise<void> {
    const before = this.told.length;
    await this.page.goto(path);
    if (this.#hasScript) await this.becomesLive(before);
  }

  async reload(): Promise<void> {
    await this.open(this.page.url());
  }

  /** Without JavaScript a page shows what is new when it is asked for again. */
  async lookAgain(): Promise<void> {
    if (!this.#hasScript) await this.page.reload();
  }

  /** The first answer on a socket ends the first catch-up: from then on nothing that happens is missed. */
  async becomesLive(before = 0): Promise<void> {
    await expect.poll(() => this.told.slice(before).some((frame) => frame.startsWith("43"))).toBe(true);
  }

  /** Writes in the open conversation by the button. */
  async say(body: string): Promise<void> {
    await this.composer.fill(body);
    await this.sendButton.click();
  }

  /** Opens the list of a message's actions: with a script it floats, without one it stands in the page. */
  async openActions(text: string): Promise<Locator> {
    const message = this.messageOf(text);
    await message.hover();
    await message.getByLabel(/^More actions for the message of/).click();
    return this.page.getByRole("region", { name: /^Actions for the message of/ });
  }

  async signUp(): Promise<void> {
    await this.post("/signup", { ...this.account });
  }

  async createChannel({ name = "garden", kind = "public", topic = "" } = {}): Promise<Channel> {
    const channel = { name: makeUnique(name), kind, topic };
    const location = await this.post("/channels/new", channel);
    return { id: location.replace("/channels/", ""), name: channel.name };
  }

  async join({ id }: Channel): Promise<void> {
    await this.post(`/channels/${id}`, { intent: "join" });
  }

  async leave({ id }: Channel): Promise<void> {
    await this.post(`/channels/${id}`, { intent: "leave" });
  }

  async write({ id }: Channel, ...bodies: string[]): Promise<void> {
    for (const body of bodies)
      await this.post(`/channels/${id}`, { intent: "send", clientId: randomUUID(), body });
  }

  /** What the API answers a program of theirs. */
  async ask<T>(path: string, { method = "GET", data = undefined as object | undefined } = {}): Promise<T> {
    const { request } = this.context;
    if (!this.#token) {
      const { username: login, password } = this.account;
      const session = await request.post("/api/v1/auth/login", { data: { login, password } });
      this.#token = ((await session.json()) as SessionView).accessToken;
    }
    const headers = { authorization: `Bearer ${this.#token}` };
    const answer = await request.fetch(`/api/v1${path}`, { method, headers, ...(data && { data }) });
    expect(answer.ok(), `${method} ${path} answers ${answer.status()}`).toBe(true);
    const text = await answer.text();
    return (text && JSON.parse(text)) as T;
  }

  async findId(): Promise<string> {
    return (await this.ask<OwnUserView>("/me")).id;
  }

  /** The newest message with this text, as the outside knows it. */
  async findMessage({ id }: Channel, body: string): Promise<MessageView> {
    const { messages } = await this.ask<MessagePage>(`/channels/${id}/messages`);
    const message = messages.findLast((each) => each.body === body);
    if (!message) throw new Error(`There is no message "${body}".`);
    return message;
  }

  /** Lets others into a channel in which this person keeps order. */
  async add({ id }: Channel, ...people: Person[]): Promise<void> {
    for (const person of people)
      await this.post(`/channels/${id}/members`, { intent: "add", userIds: await person.findId() });
  }

  async setRole({ id }: Channel, person: Person, role: "member" | "moderator" | "owner"): Promise<void> {
    await this.post(`/channels/${id}/members`, { intent: "set-role", userId: await person.findId(), role });
  }

  /** The status that a page's form is answered with. */
  async tryForm(path: string, form: Record<string, string>): Promise<number> {
    return (await this.context.request.post(path, { form, maxRedirects: 0 })).status();
  }

  /** The conversation of this person with others, and nobody else. */
  async openDirect(...others: Person[]): Promise<Channel> {
    const userIds = await Promise.all(others.map((other) => other.findId()));
    const { id } = await this.ask<ChannelView>("/channels/direct", { method: "POST", data: { userIds } });
    return { id, name: others.map(({ account }) => account.displayName).join(", ") };
  }

  /** Connected all along, this person was told of what is theirs, and of nothing in which these words are. */
  async expectUntold(...words: string[]): Promise<void> {
    const own = await this.createChannel({ name: "own", kind: "private" });
    const signal = makeUnique("signal");
    await this.write(own, signal);
    await expect.poll(() => this.told.some((frame) => frame.includes(signal))).toBe(true);
    for (const word of words) expect(this.told.join("\n")).not.toContain(word);
  }

  /** Arranges by a page's form, without the page: what it takes to get to where a test begins. */
  async post(path: string, form: Record<string, string>): Promise<string> {
    const response = await this.context.request.post(path, { form, maxRedirects: 0 });
    expect(response.status(), `${path} takes the form`).toBe(303);
    return response.headers()["location"] ?? "";
  }
}
