import { and, desc, eq, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { files, messages } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { requireMembership } from "#app/domain/memberships/membership.policy.server.ts";
import { readCursor, writeCursor } from "#app/domain/paging/cursor.server.ts";
import { findUsersById } from "#app/domain/users/find-users.server.ts";
import type { FilesPage } from "#app/shared/views.ts";
import type { ListFilesInput } from "./files.schema.ts";
import { toFileView } from "./file-view.server.ts";

/**
 * A page of the files in a channel's messages, last uploaded first. Throws as `requireMembership`, and `invalid_input` for a
 * `before` that is no cursor.
 */
export async function listFiles(
  actor: Actor,
  channelId: string,
  { before, limit }: ListFilesInput,
): Promise<FilesPage> {
  await requireMembership(actor, channelId);
  const after = before === undefined ? undefined : readCursor(before);
  const rows = await db()
    .select({ file: files, seq: messages.seq, authorId: messages.authorId, sentAt: messages.createdAt })
    .from(files)
    .innerJoin(messages, eq(messages.id, files.messageId))
    .where(
      and(
        eq(files.channelId, channelId),
        after && sql`(${files.createdAt}, ${files.id}) < (${after.at}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(files.createdAt), desc(files.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1)?.file;
  const hasMore = rows.length > limit && last !== undefined;
  return {
    items: page.map(({ file, seq, authorId, sentAt }) => ({
      file: toFileView(file),
      seq,
      authorId,
      sentAt: sentAt.toISOString(),
    })),
    users: await findUsersById(new Set(page.map(({ authorId }) => authorId))),
    cursor: hasMore ? writeCursor({ at: last.createdAt.toISOString(), id: last.id }) : null,
  };
}
