import { and, eq } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { scheduledMessages } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { inOrder } from "#app/domain/messages/in-order.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { ScheduledRow } from "./scheduled-view.server.ts";

/**
 * Changes what one wants to be sent later; until that is done it is not sent. Throws `not_found`, also once it was sent,
 * and what `change` throws.
 */
export async function changeScheduled<T>(
  actor: Actor,
  scheduledId: string,
  change: (transaction: Queryable, row: ScheduledRow) => Promise<T>,
): Promise<T> {
  // One at a time: each would wait for the row on a connection of its own, and the sending that holds it needs one too.
  return inOrder(`scheduled by ${actor.userId}`, () =>
    db().transaction(async (transaction) => {
      const [row] = await transaction
        .select()
        .from(scheduledMessages)
        .where(and(eq(scheduledMessages.id, scheduledId), eq(scheduledMessages.userId, actor.userId)))
        .for("update");
      if (!row) throw new AppError("not_found");
      return change(transaction, row);
    }),
  );
}
