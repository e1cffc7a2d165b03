import { db, type Queryable } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import { closeSessionConnections } from "#app/domain/announcements/announce.server.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { removeAvatarFiles } from "#app/domain/avatars/avatar-files.server.ts";
import { removeDraftsOf } from "#app/domain/drafts/clear-draft.server.ts";
import { removeExports } from "#app/domain/exports/remove-exports.server.ts";
import { removeAllFactors } from "#app/domain/factors/remove-factors.server.ts";
import { removeUnsentFilesOf } from "#app/domain/files/remove-files.server.ts";
import { removeAllIdentities } from "#app/domain/identities/remove-identities.server.ts";
import { clearAllFailures } from "#app/domain/lockouts/lockouts.server.ts";
import { eraseMessagesOf } from "#app/domain/messages/erase-messages.server.ts";
import { removeRemindersOf } from "#app/domain/reminders/reminder-view.server.ts";
import { removeSavedOf } from "#app/domain/saved/save-message.server.ts";
import { removeScheduledOf } from "#app/domain/scheduled/scheduled-view.server.ts";
import { removeSessions } from "#app/domain/sessions/remove-sessions.server.ts";
import { removeFollowsOf } from "#app/domain/threads/thread-follow.server.ts";
import { removeMailedTokens } from "#app/domain/tokens/remove-tokens.server.ts";
import { announceUser } from "#app/domain/users/announce-user.server.ts";
import { eraseUser, isDue } from "#app/domain/users/deletion-mark.server.ts";
import { defineJob } from "#app/platform/jobs/index.server.ts";

/**
 * Erases every account whose time is over. What broke off is taken up by the next call; several at once are fine. Rethrows
 * the first failure, after all were tried.
 */
export async function eraseDueAccounts(): Promise<void> {
  const due = await db()
    .select({ id: users.id, deletesMessages: users.deletesMessages })
    .from(users)
    .where(isDue());
  const failures: unknown[] = [];
  for (const { id, deletesMessages } of due) {
    try {
      // First, so that nothing says "done" while some of it is left.
      if (deletesMessages) await eraseMessagesOf(id);
      await eraseAccount(id);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

/** Everything personal in one transaction; files go by a job that this commits along. */
async function eraseAccount(userId: string): Promise<void> {
  const sessionIds = await db().transaction(async (transaction) => {
    const before = await eraseUser(transaction, userId);
    if (!before) return undefined;
    await removeAllFactors(transaction, userId);
    await removeAllIdentities(transaction, userId);
    await removeMailedTokens(transaction, userId);
    await clearAllFailures(userId, transaction);
    await removeExports(transaction, userId);
    await removeAvatarFiles(transaction, before.avatarId);
    await removeKept(transaction, userId);
    const removed = await removeSessions(transaction, userId);
    await recordAudit(transaction, null, { action: "user.erase", target: { type: "user", id: userId } });
    return removed;
  });
  if (!sessionIds) return;
  for (const sessionId of sessionIds) closeSessionConnections(sessionId, "account_deleted");
  await announceUser(userId);
}

/** What the person kept for themselves. Jobs that were to come of it find nothing to do. */
async function removeKept(transaction: Queryable, userId: string): Promise<void> {
  await removeDraftsOf(transaction, userId);
  await removeSavedOf(transaction, userId);
  await removeScheduledOf(transaction, userId);
  await removeRemindersOf(transaction, userId);
  await removeFollowsOf(transaction, userId);
  await removeUnsentFilesOf(transaction, userId);
}

defineJob("accounts.erase-due", eraseDueAccounts, { every: "*/10 * * * *", retryLimit: 0 });
