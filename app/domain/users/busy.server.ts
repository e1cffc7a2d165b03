import { and, eq, ne } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";

/** Whether the person does not want to be disturbed. */
export async function findBusy(userId: string): Promise<boolean> {
  const user = await db().query.users.findFirst({ columns: { isBusy: true }, where: eq(users.id, userId) });
  return user?.isBusy ?? false;
}

/** Answers whether that changed anything. */
export async function setBusy(userId: string, isBusy: boolean): Promise<boolean> {
  const changed = await db()
    .update(users)
    .set({ isBusy })
    .where(and(eq(users.id, userId), ne(users.isBusy, isBusy)))
    .returning({ id: users.id });
  return changed.length > 0;
}
