import { announceToOthers } from "#app/domain/announcements/announce.server.ts";
import { singleton } from "#app/platform/singleton.server.ts";
import { SECOND } from "#app/shared/time.ts";

/** Without another start by then they have stopped, as all clients also assume. */
const EXPIRES_AFTER = 5 * SECOND;
/** That somebody types is told no more often than this. */
const TOLD_EVERY = 3 * SECOND;

interface Typing {
  channelId: string;
  userId: string;
  /** What the others see. */
  isShown: boolean;
  /** When they were last told of it. */
  toldAt: number;
  /** Tells them again as soon as that may be. */
  again: NodeJS.Timeout | undefined;
  expiry: NodeJS.Timeout;
}

/** By channel and person: who types, and who did within the last seconds. */
const typings = singleton("typing", () => new Map<string, Typing>());

const keyOf = (userId: string, channelId: string) => `${channelId} ${userId}`;

/** The others in the channel see the person type, until they end or say nothing more of it. */
export function noteTyping(userId: string, channelId: string): void {
  const key = keyOf(userId, channelId);
  const typing = typings.get(key) ?? {
    channelId,
    userId,
    isShown: false,
    toldAt: 0,
    again: undefined,
    expiry: setTimeout(() => expire(key), EXPIRES_AFTER).unref(),
  };
  typings.set(key, typing);
  typing.expiry.refresh();
  const wait = typing.toldAt + TOLD_EVERY - Date.now();
  if (wait <= 0) show(typing);
  else typing.again ??= setTimeout(() => show(typing), wait).unref();
}

/** The others see at once that the person types no more, e.g. because their message is there. */
export function endTyping(userId: string, channelId: string): void {
  const typing = typings.get(keyOf(userId, channelId));
  if (!typing) return;
  clearTimeout(typing.again);
  typing.again = undefined;
  if (typing.isShown) tell(typing, false);
}

/** As `endTyping`, wherever they type. */
export function endTypingOf(userId: string): void {
  for (const typing of typings.values()) if (typing.userId === userId) endTyping(userId, typing.channelId);
}

function expire(key: string): void {
  const typing = typings.get(key);
  if (!typing) return;
  const isOver = !typing.isShown && !typing.again;
  endTyping(typing.userId, typing.channelId);
  // When they were told is remembered for another while.
  if (isOver) typings.delete(key);
  else typing.expiry.refresh();
}

function show(typing: Typing): void {
  clearTimeout(typing.again);
  Object.assign(typing, { again: undefined, toldAt: Date.now() });
  tell(typing, true);
}

function tell(typing: Typing, isShown: boolean): void {
  typing.isShown = isShown;
  const { userId, channelId } = typing;
  announceToOthers(userId, channelId, "typing:changed", { channelId, userId, typing: isShown });
}
