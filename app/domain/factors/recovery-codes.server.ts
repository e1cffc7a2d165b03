import { createHash, randomInt } from "node:crypto";
import { and, count, eq, isNull, sql } from "drizzle-orm";
import type { Queryable } from "#app/db/client.server.ts";
import { recoveryCodes } from "#app/db/schema/index.ts";
import { createId } from "#app/shared/ids.ts";

const COUNT = 10;
/** Crockford's base 32, which has no letter that reads as a digit. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
/** Of 5 bits each: 80 bits. */
const LENGTH = 16;

/** What a code says, however it was written down: case, dashes, spaces, and letters that look like digits. */
function normalizeCode(code: string): string {
  return code
    .toLowerCase()
    .replace(/[^0-9a-z]/g, "")
    .replaceAll("o", "0")
    .replace(/[il]/g, "1");
}

/** 80 random bits need no salt and no slow hash. */
function hashCode(code: string): string {
  return createHash("sha256").update(normalizeCode(code)).digest("hex");
}

function createCode(): string {
  const digits = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return digits.replace(/.{4}(?=.)/g, "$&-");
}

/** Whether a text could be a recovery code at all, so that other codes need not be looked for. */
export function isRecoveryCodeShaped(code: string): boolean {
  return normalizeCode(code).length === LENGTH;
}

/** Makes ten codes and returns them, the only time they can be read. Earlier ones stop working. */
export async function issueRecoveryCodes(database: Queryable, userId: string): Promise<string[]> {
  const codes = Array.from({ length: COUNT }, createCode);
  await removeRecoveryCodes(database, userId);
  await database
    .insert(recoveryCodes)
    .values(codes.map((code) => ({ id: createId(), userId, codeHash: hashCode(code) })));
  return codes;
}

export async function removeRecoveryCodes(database: Queryable, userId: string): Promise<void> {
  await database.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
}

function isUnused(userId: string) {
  return and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt));
}

/** How many codes are left to be used. */
export async function countRecoveryCodes(database: Queryable, userId: string): Promise<number> {
  const [row] = await database.select({ left: count() }).from(recoveryCodes).where(isUnused(userId));
  return row?.left ?? 0;
}

/** Uses a code up. Of two uses at once one gets true. */
export async function takeRecoveryCode(database: Queryable, userId: string, code: string): Promise<boolean> {
  const taken = await database
    .update(recoveryCodes)
    .set({ usedAt: sql`now()` })
    .where(and(isUnused(userId), eq(recoveryCodes.codeHash, hashCode(code))))
    .returning({ id: recoveryCodes.id });
  return taken.length > 0;
}
