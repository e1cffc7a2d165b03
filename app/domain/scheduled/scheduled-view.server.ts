import { eq } from "drizzle-orm";
import { scheduledMessages } from "#app/db/schema/index.ts";
import type { Queryable } from "#app/db/client.server.ts";
import type { ErrorCode } from "#app/shared/errors.ts";
import type { ScheduledView } from "#app/shared/views.ts";

export type ScheduledRow = typeof scheduledMessages.$inferSelect;

export function toScheduledView(row: ScheduledRow): ScheduledView {
  return {
    id: row.id,
    channelId: row.channelId,
    parentId: row.parentId,
    quoteId: row.quoteId,
    body: row.body,
    sendAt: row.sendAt.toISOString(),
    failure: row.failure as ErrorCode | null,
    createdAt: row.createdAt.toISOString(),
  };
}

/** Forgets what an account wanted to send later. */
export async function removeScheduledOf(transaction: Queryable, userId: string): Promise<void> {
  await transaction.delete(scheduledMessages).where(eq(scheduledMessages.userId, userId));
}
