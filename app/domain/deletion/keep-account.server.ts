import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { clearDeletion } from "#app/domain/users/deletion-mark.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { DeletionView } from "#app/shared/account-views.ts";

/** What is to become of one's account; null when it stays. */
export async function findDeletion(actor: Actor): Promise<DeletionView | null> {
  const row = await db().query.users.findFirst({ where: eq(users.id, actor.userId) });
  if (!row?.deletionDueAt) return null;
  return { dueAt: row.deletionDueAt.toISOString(), deletesMessages: row.deletesMessages };
}

/** Changes one's mind: the account stays, and its sessions open everything again. Throws `gone` when the time is over. */
export async function keepAccount(actor: Actor): Promise<void> {
  await db().transaction(async (transaction) => {
    if (!(await clearDeletion(transaction, actor.userId))) throw new AppError("gone");
    await recordAudit(transaction, actor, {
      action: "user.deletion.cancel",
      target: { type: "user", id: actor.userId },
    });
  });
}
