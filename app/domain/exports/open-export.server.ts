import { and, eq, gt, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { dataExports } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { findMailedToken } from "#app/domain/tokens/mailed-tokens.server.ts";
import { storage } from "#app/platform/storage/index.server.ts";
import type { StoredFile } from "#app/platform/storage/storage.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { exportKey } from "./export-view.server.ts";

/**
 * The archive that a mailed link leads to, for the very person it was mailed to. A link may be followed until it expires:
 * a download that breaks off can be started again, and a mail scanner uses nothing up. Throws `gone` for everything else.
 */
export async function openExport(actor: Actor, token: string): Promise<StoredFile> {
  const link = await findMailedToken(token, "download_export");
  const row =
    link?.userId === actor.userId
      ? await db().query.dataExports.findFirst({
          where: and(
            eq(dataExports.id, link.subject),
            eq(dataExports.userId, actor.userId),
            gt(dataExports.expiresAt, sql`now()`),
          ),
        })
      : undefined;
  const file = row ? await storage().read(exportKey(row.id)) : null;
  if (!file) throw new AppError("gone", { key: "errors.link_expired" });
  return file;
}
