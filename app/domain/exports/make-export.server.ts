import { and, eq, isNotNull, ne } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { dataExports, users } from "#app/db/schema/index.ts";
import { removeFilesLater } from "#app/domain/files/remove-files.server.ts";
import { deliverLetter } from "#app/domain/mail/send-letter.server.ts";
import { issueMailedToken } from "#app/domain/tokens/mailed-tokens.server.ts";
import { defineJob } from "#app/platform/jobs/index.server.ts";
import { storage } from "#app/platform/storage/index.server.ts";
import { DAY } from "#app/shared/time.ts";
import { buildArchive } from "./build-archive.server.ts";
import { exportKey, type ExportRow } from "./export-view.server.ts";

/** How long an export can be downloaded. */
const LIFETIME = 7 * DAY;

/** Makes one export and mails its link. A second run makes what is missing, and at most a second mail. */
export const exportJob = defineJob<{ exportId: string }>("exports.make", makeExport, { retryLimit: 2 });

async function makeExport({ exportId }: { exportId: string }): Promise<void> {
  const row = await db().query.dataExports.findFirst({ where: eq(dataExports.id, exportId) });
  if (!row) return;
  if (row.readyAt || (await writeArchive(row))) await mailLink(row);
}

/** False when the export is no longer wanted: the account was erased meanwhile. */
async function writeArchive({ id, userId }: ExportRow): Promise<boolean> {
  const key = exportKey(id);
  try {
    await storage().write(key, await buildArchive(userId));
  } catch (error) {
    await db().update(dataExports).set({ failedAt: new Date() }).where(eq(dataExports.id, id));
    throw error;
  }
  const file = await storage().read(key);
  file?.stream.destroy();
  const ready = {
    readyAt: new Date(),
    failedAt: null,
    expiresAt: new Date(Date.now() + LIFETIME),
    bytes: file?.size ?? null,
  };
  const isWanted = await db().transaction(async (transaction) => {
    const marked = await transaction
      .update(dataExports)
      .set(ready)
      .where(eq(dataExports.id, id))
      .returning({ id: dataExports.id });
    await removeEarlier(transaction, userId, id);
    return marked.length > 0;
  });
  if (!isWanted) await storage().remove(key);
  return isWanted;
}

/** Only the newest link works, so an earlier archive can never be fetched again. */
async function removeEarlier(transaction: Queryable, userId: string, exportId: string): Promise<void> {
  const isEarlier = and(
    eq(dataExports.userId, userId),
    ne(dataExports.id, exportId),
    isNotNull(dataExports.readyAt),
  );
  const removed = await transaction.delete(dataExports).where(isEarlier).returning({ id: dataExports.id });
  await removeFilesLater(
    transaction,
    removed.map(({ id }) => exportKey(id)),
  );
}

async function mailLink({ id, userId }: ExportRow): Promise<void> {
  const user = await db().query.users.findFirst({ where: eq(users.id, userId) });
  if (!user?.email) return;
  const token = await issueMailedToken(db(), {
    userId,
    purpose: "download_export",
    subject: id,
    lifetime: LIFETIME,
  });
  await deliverLetter(
    { ...user, email: user.email },
    { kind: "export_ready", path: `/exports?token=${token}`, values: { days: LIFETIME / DAY } },
  );
}
