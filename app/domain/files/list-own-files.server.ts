import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { files } from "#app/db/schema/index.ts";

/** Everything that a person has uploaded and that is still there, first uploaded first, with where its bytes are. */
export async function listOwnFiles(userId: string): Promise<{ id: string; name: string; key: string }[]> {
  return db()
    .select({ id: files.id, name: files.name, key: files.key })
    .from(files)
    .where(eq(files.uploaderId, userId))
    .orderBy(files.createdAt, files.id);
}
