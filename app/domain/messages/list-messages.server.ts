import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { timelines } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { requireMembership } from "#app/domain/memberships/membership.policy.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { MessagePage } from "#app/shared/views.ts";
import { completePage } from "./complete-page.server.ts";
import type { HistoryInput } from "./messages.schema.ts";
import { readRange } from "./read-range.server.ts";

/**
 * A page of a channel's messages with their authors, in the order of `seq`: the newest, or those before, after or around
 * a number. Throws as `requireMembership`.
 */
export async function listMessages(
  actor: Actor,
  channelId: string,
  input: HistoryInput,
): Promise<MessagePage> {
  await requireMembership(actor, channelId);
  const timeline = await db().query.timelines.findFirst({ where: eq(timelines.channelId, channelId) });
  if (!timeline) throw new AppError("not_found");
  const range = findRange(input, timeline.lastSeq);
  const page = await completePage(actor, await readRange(timeline, range));
  return {
    ...page,
    hasOlder: range.from > 1 && timeline.lastSeq > 0,
    hasNewer: range.to < timeline.lastSeq,
    version: timeline.version,
  };
}

/** Numbers have no gaps, so a page is a range of them: reading it costs the same at any depth. */
export function findRange(input: HistoryInput, lastSeq: number): { from: number; to: number } {
  const { limit, before, after, around } = input;
  if (before !== undefined)
    return span(Math.min(before, lastSeq + 1) - limit, Math.min(before, lastSeq + 1) - 1);
  if (after !== undefined) return span(Math.min(after, lastSeq) + 1, Math.min(after, lastSeq) + limit);
  if (around === undefined) return span(lastSeq - limit + 1, lastSeq);
  // A full page even when the number is near an end.
  const from = Math.max(1, Math.min(around - Math.floor(limit / 2), lastSeq - limit + 1));
  return span(from, from + limit - 1);
}

function span(from: number, to: number): { from: number; to: number } {
  return { from: Math.max(1, from), to: Math.max(0, to) };
}
