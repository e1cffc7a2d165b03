import { randomUUID } from "node:crypto";
import { expect, type BrowserContext, type Locator, type Page } from "@playwright/test";
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

  async signUp(): Promise<void> {
    await this.#post("/signup", { ...this.account });
  }

  async createChannel({ name = "garden", kind = "public", topic = "" } = {}): Promise<Channel> {
    const channel = { name: makeUnique(name), kind, topic };
    const location = await this.#post("/channels/new", channel);
    return { id: location.replace("/channels/", ""), name: channel.name };
  }

  async join({ id }: Channel): Promise<void> {
    await this.#post(`/channels/${id}`, { intent: "join" });
  }

  async leave({ id }: Channel): Promise<void> {
    await this.#post(`/channels/${id}`, { intent: "leave" });
  }

  async write({ id }: Channel, ...bodies: string[]): Promise<void> {
    for (const body of bodies)
      await this.#post(`/channels/${id}`, { intent: "send", clientId: randomUUID(), body });
  }

  /** Arranges by a page's form, without the page: what it takes to get to where a test begins. */
  async #post(path: string, form: Record<string, string>): Promise<string> {
    const response = await this.context.request.post(path, { form, maxRedirects: 0 });
    expect(response.status(), `${path} takes the form`).toBe(303);
    return response.headers()["location"] ?? "";
  }
}
