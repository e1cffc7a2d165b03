// A client of the model test: what a browser holds, told by a network that cannot be trusted.
import { channelRoom, userRoom } from "#app/domain/announcements/announce.server.ts";
import { listChannels } from "#app/domain/channels/find-channels.server.ts";
import { findChannelIdsOf } from "#app/domain/memberships/list-members.server.ts";
import { listReceipts } from "#app/domain/memberships/list-receipts.server.ts";
import { listMessages } from "#app/domain/messages/list-messages.server.ts";
import type { HistoryInput } from "#app/domain/messages/messages.schema.ts";
import { syncChannels } from "#app/domain/messages/sync-channels.server.ts";
import { applyEvent, applyReceipts, STATE_EVENTS, type StateEvent } from "#app/hooks/apply-event.ts";
import { applyChannelList, findUnlisted } from "#app/hooks/channel-state.ts";
import { createLiveState, removeChannel, type LiveState } from "#app/hooks/live-state.ts";
import { applyHistory, applySync, isPutBack, readVersions } from "#app/hooks/sync-state.ts";
import type { Announcements } from "#app/shared/events.ts";
import type { Person } from "../factories.ts";
import { count, type Tally } from "./tally.ts";

/** What becomes of an event on its way. */
export type Fate = "arrives" | "lost" | "late" | "twice";

type Change = (state: LiveState) => LiveState;

interface ModelClientOptions {
  fates: Fate[];
  tally: Tally;
  /** Only messages get lost or late: whatever it misses shows in the versions. */
  losesMessagesOnly?: boolean;
}

export class ModelClient {
  readonly rooms = new Set<string>();
  readonly person: Person;
  state: LiveState;
  fates: Fate[];
  /** Something was missed since the last catch-up. */
  hasGap = false;
  /** Ids of the messages on pages that are still on their way. */
  readonly asked = new Set<string>();
  /** Events that are still on their way, each with its place among all. */
  private readonly late: { change: Change; place: number }[] = [];
  /** Answers to questions that were asked a while ago. */
  private readonly answers: Change[] = [];
  private readonly options: ModelClientOptions;
  private told = 0;
  /** The place of the last event that came. */
  private newest = 0;

  constructor(person: Person, options: ModelClientOptions) {
    this.person = person;
    this.options = options;
    this.fates = options.fates;
    this.state = createLiveState(person.id, [], []);
  }

  get isConnected(): boolean {
    return this.rooms.size > 0;
  }

  get hasLate(): boolean {
    return this.late.length > 0;
  }

  get hasAnswers(): boolean {
    return this.answers.length > 0;
  }

  hear(event: string, payload: unknown): void {
    if (!STATE_EVENTS.includes(event as StateEvent)) return;
    // As it is on the wire: what the server changes later does not reach what it told before.
    const told = structuredClone(payload) as Announcements[StateEvent];
    const change: Change = (before) => {
      const { state, hasGap } = applyEvent(before, event as StateEvent, told);
      this.noteGap(hasGap);
      return state;
    };
    const place = ++this.told;
    const isSafe = this.options.losesMessagesOnly && !event.startsWith("message:");
    const fate = isSafe ? "arrives" : this.fates[place % this.fates.length];
    if (fate === "late") this.late.push({ change, place });
    if (fate === "arrives" || fate === "twice") this.take(change, place);
    if (fate === "twice") this.take(change, place);
    if (fate === "lost") count(this.options.tally, "event lost");
  }

  private take(change: Change, place: number): void {
    if (place < this.newest) count(this.options.tally, "event out of order");
    this.newest = Math.max(this.newest, place);
    this.apply(change);
  }

  private noteGap(isGap: boolean): void {
    if (isGap && !this.hasGap) count(this.options.tally, "gap");
    this.hasGap ||= isGap;
  }

  apply(change: Change): void {
    this.state = change(this.state);
  }

  /** One of the late events arrives, whichever. */
  hearLate(place: number): void {
    const [event] = this.late.splice(place % Math.max(1, this.late.length), 1);
    if (event) this.take(event.change, event.place);
  }

  hearAllLate(): void {
    while (this.hasLate) this.hearLate(0);
  }

  disconnect(): void {
    this.rooms.clear();
    this.late.length = 0;
    this.forgetAnswers();
  }

  async connect(): Promise<void> {
    this.rooms.add(userRoom(this.person.id));
    for (const channelId of await findChannelIdsOf(this.person.id)) this.rooms.add(channelRoom(channelId));
  }

  /** Asks for what was missed; the answer comes with `hearAnswer`. Answers whether there is more to be asked for. */
  async askSync(maxBehind: number | undefined): Promise<boolean> {
    const known = readVersions(this.state);
    const answer = await syncChannels(this.person.actor, { channels: known, maxBehind });
    this.answers.push((state) => applySync(state, known, answer));
    const changes = Object.values(answer.channels);
    count(this.options.tally, "newest page", changes.filter(({ isPage }) => isPage).length);
    return changes.some(({ more }) => more);
  }

  /** Asks for a page of history, which comes with `hearAnswer`. */
  async askPage(channelId: string, input: HistoryInput): Promise<void> {
    const page = await listMessages(this.person.actor, channelId, input);
    const mode = input.before === undefined && input.after === undefined ? "open" : "extend";
    for (const { id } of page.messages) this.asked.add(id);
    this.answers.push((state) =>
      state.channels.has(channelId) ? applyHistory(state, channelId, page, mode) : state,
    );
  }

  async loadReceipts(): Promise<void> {
    for (const channelId of this.state.channels.keys()) {
      const receipts = await listReceipts(this.person.actor, channelId);
      this.apply((state) => applyReceipts(state, channelId, receipts));
    }
  }

  /** What the loader of every page brings. */
  async loadChannels(): Promise<void> {
    const channels = await listChannels(this.person.actor);
    const gone = findUnlisted(this.state, channels);
    this.apply((state) => gone.reduce(removeChannel, applyChannelList(state, channels)));
  }

  hearAnswer(): void {
    const before = this.state;
    const change = this.answers.shift();
    if (change) this.apply(change);
    if (isPutBack(before, this.state)) {
      this.hasGap = true;
      count(this.options.tally, "version put back");
    }
    if (!this.hasAnswers) this.asked.clear();
  }

  /** Asks until nothing is missing. */
  async sync(maxBehind?: number): Promise<void> {
    for (let more = true; more || this.hasGap;) {
      this.hasGap = false;
      more = await this.askSync(maxBehind);
      while (this.hasAnswers) this.hearAnswer();
    }
  }

  /** What every reconnect ends in: the list of channels again, and all that was missed. */
  async catchUp(maxBehind?: number): Promise<void> {
    this.forgetAnswers();
    await this.connect();
    await this.loadChannels();
    await this.sync(maxBehind);
  }

  private forgetAnswers(): void {
    this.answers.length = 0;
    this.asked.clear();
  }
}
