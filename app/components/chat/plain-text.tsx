import { Link } from "@remix-run/react";
import { Fragment, type ReactNode } from "react";
import type { UserView } from "#app/shared/views.ts";

/** What names in a text may stand for. */
export interface TextScope {
  /** The people who are named in it. */
  named: readonly UserView[];
  mentionAll: "channel" | "here" | null;
  myId: string;
  channelIds: ReadonlyMap<string, string>;
  /** The emoji of a short name; undefined while the table is not loaded. */
  findEmoji: ((name: string) => string | undefined) | undefined;
}

const SHORT_NAME = /:([a-z+-][\w+-]*):/gi;
/** Where a person or a channel may be named: not in the middle of a word or an address. */
const NAME = /(?<![\p{L}\p{N}_@#/.-])[@#](?=([\w.-]*))/gu;
/** A channel's name has ended where no letter or digit follows. */
const IN_WORD = /^[\p{L}\p{N}_]/u;

/** One pictograph with all that belongs to it: skin, joined others, flags, keycaps (Unicode TR 51). */
const ONE_EMOJI = String.raw`(?:\p{RI}\p{RI}|[0-9#*]\uFE0F?\u20E3|\p{Emoji}(?:\p{EMod}|\uFE0F|[\u{E0020}-\u{E007E}]+\u{E007F})?(?:\u200D\p{Emoji}(?:\p{EMod}|\uFE0F)?)*)`;
const ONLY_EMOJI = new RegExp(`^\\s*(?![\\d#*\\s]+$)(?:${ONE_EMOJI}\\s*){1,3}$`, "u");

/** Whether a text is one to three emoji and nothing else, which then stand larger. */
export function isOnlyEmoji(text: string): boolean {
  return text.length < 100 && ONLY_EMOJI.test(text) && !/[0-9#*](?!\uFE0F?\u20E3)/.test(text);
}

/** Puts emoji in the place of their short names; names that there are none of stay. */
export function replaceShortNames(text: string, findEmoji: TextScope["findEmoji"]): string {
  if (!findEmoji) return text;
  return text.replace(SHORT_NAME, (typed, name: string) => findEmoji(name.toLowerCase()) ?? typed);
}

/** Text without markup: emoji for their short names, people and channels where they are named. */
export function renderText(typed: string, scope: TextScope): ReactNode[] {
  const text = replaceShortNames(typed, scope.findEmoji);
  const pieces: ReactNode[] = [];
  let done = 0;
  for (const match of text.matchAll(NAME)) {
    const at = match.index;
    const found =
      match[0] === "@" ? renderPerson(match[1] ?? "", scope) : renderChannel(text.slice(at + 1), scope);
    if (!found || at < done) continue;
    pieces.push(text.slice(done, at), <Fragment key={at}>{found.element}</Fragment>);
    done = at + 1 + found.length;
  }
  pieces.push(text.slice(done));
  return pieces;
}

interface Found {
  element: ReactNode;
  /** Of the name, without the sign before it. */
  length: number;
}

function renderPerson(typed: string, { named, mentionAll, myId }: TextScope): Found | undefined {
  for (const name of shorten(typed)) {
    const key = name.toLowerCase();
    const user = named.find((each) => each.username.toLowerCase() === key);
    if (!user && key !== mentionAll) continue;
    const isOwn = !user || user.id === myId;
    const element = (
      <bdi className={isOwn ? "mention mention-own" : "mention"} title={user?.displayName}>
        @{name}
      </bdi>
    );
    return { element, length: name.length };
  }
  return undefined;
}

/** Names of channels have spaces, so the longest that the text goes on with is the one. */
function renderChannel(rest: string, { channelIds }: TextScope): Found | undefined {
  let name = "";
  for (const known of channelIds.keys()) {
    const isMeant = known.length > name.length && rest.slice(0, known.length).toLowerCase() === known;
    if (isMeant && !IN_WORD.test(rest.slice(known.length))) name = rest.slice(0, known.length);
  }
  const id = channelIds.get(name.toLowerCase());
  if (id === undefined) return undefined;
  const element = (
    <Link to={`/channels/${id}`} className="text-accent-text hover:underline">
      <bdi>#{name}</bdi>
    </Link>
  );
  return { element, length: name.length };
}

/** A name may end a sentence: what was typed, and the same without the marks behind it. */
function shorten(typed: string): string[] {
  const bare = typed.replace(/[.-]+$/, "");
  return bare === typed ? [typed] : [typed, bare];
}
