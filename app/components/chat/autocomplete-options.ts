import type { LiveState } from "#app/hooks/live-state.ts";
import type { LiveStore } from "#app/hooks/live-store.ts";
import type { UserView } from "#app/shared/views.ts";
import type { Trigger } from "./autocomplete-trigger.ts";
import type { CommandHint } from "./channel-page.ts";
import { applyTone } from "./skin-tones.ts";

export interface AutocompleteOption {
  /** What takes the place of what was typed. */
  text: string;
  label: string;
  /** Said beside it: as it is, or a key of the texts. */
  detail?: string;
  detailKey?: string;
  /** Stands before it. */
  symbol?: string;
  userId?: string;
}

interface Scope {
  store: LiveStore;
  state: LiveState;
  channelId: string;
  canMentionAll: boolean;
  commands: readonly CommandHint[];
  /** Of emoji that show people. */
  skinTone: number;
}

/** So many are offered: whoever does not find it among them types one more letter. */
const OFFERED_MAX = 8;

/** What could be meant, the likeliest first. */
export async function findOptions(trigger: Trigger, scope: Scope): Promise<AutocompleteOption[]> {
  switch (trigger.sign) {
    case "@":
      return findPeople(trigger.query, scope);
    case "#":
      return findChannels(trigger.query, scope);
    case ":":
      return findEmoji(trigger.query, scope.skinTone);
    case "/":
      return findCommands(trigger.query, scope);
  }
}

async function findPeople(query: string, { store, state, channelId, canMentionAll }: Scope) {
  const people = await store.ask("member:find", { channelId, query, limit: OFFERED_MAX }).then(
    (members) => members.map(({ user }) => user),
    // Without an answer, those who were seen before.
    () => [...state.users.values()].filter((user) => matchesPerson(user, query)),
  );
  const all = [
    { text: "@channel", label: "@channel", detailKey: "conversation.everybody" },
    { text: "@here", label: "@here", detailKey: "conversation.present" },
  ].filter(({ label }) => canMentionAll && label.startsWith(`@${query.toLowerCase()}`));
  const found = people
    .filter(({ id }) => id !== state.userId)
    .map(({ id, username, displayName }) => ({
      text: `@${username}`,
      label: `@${username}`,
      detail: displayName,
      userId: id,
    }));
  return [...found, ...all].slice(0, OFFERED_MAX);
}

function matchesPerson({ username, displayName }: UserView, query: string): boolean {
  const wanted = query.toLowerCase();
  return username.toLowerCase().includes(wanted) || displayName.toLowerCase().includes(wanted);
}

function findChannels(query: string, { state }: Scope): AutocompleteOption[] {
  const wanted = query.toLowerCase();
  return [...state.channels.values()]
    .filter(({ name }) => name?.toLowerCase().includes(wanted))
    .sort((a, b) => rank(a.name, wanted) - rank(b.name, wanted))
    .slice(0, OFFERED_MAX)
    .map(({ name, topic }) => ({ text: `#${name}`, label: `#${name}`, detail: topic }));
}

function rank(name: string | null, wanted: string): number {
  return name?.toLowerCase().startsWith(wanted) ? 0 : 1;
}

async function findEmoji(query: string, skinTone: number): Promise<AutocompleteOption[]> {
  const { searchEmoji } = await import("./emoji-table.ts");
  return searchEmoji(query)
    .slice(0, OFFERED_MAX)
    .map((each) => ({
      text: applyTone(each.emoji, skinTone),
      label: `:${each.names[0]}:`,
      detail: each.description,
      symbol: applyTone(each.emoji, skinTone),
    }));
}

function findCommands(query: string, { commands }: Scope): AutocompleteOption[] {
  return commands
    .filter(({ name }) => name.startsWith(query.toLowerCase()))
    .map(({ name, usageKey }) => ({ text: `/${name}`, label: `/${name}`, detailKey: usageKey }));
}
