import { and, eq, isNotNull } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { files } from "#app/db/schema/index.ts";

/** The files of a person's messages, first uploaded first, with where their bytes are. What is unsent may not be there whole. */
export async function listOwnFiles(userId: string): Promise<{ id: string; name: string; key: string }[]> {
  return db()
    .select({ id: files.id, name: files.name, key: files.key })
    .from(files)
    .where(and(eq(files.uploaderId, userId), isNotNull(files.messageId)))
    .orderBy(files.createdAt, files.id);
}
