import { createHash, randomBytes } from "node:crypto";
import { and, eq, gt, gte, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { mailedTokens } from "#app/db/schema/index.ts";
import { AppError } from "#app/shared/errors.ts";
import { createId } from "#app/shared/ids.ts";

export type TokenRow = typeof mailedTokens.$inferSelect;
export type Purpose = TokenRow["purpose"];

interface TokenOptions {
  userId: string;
  purpose: Purpose;
  /** What it is about, e.g. the address to be proven. */
  subject?: string;
  /** Milliseconds. */
  lifetime: number;
  /** Earlier ones of the purpose keep working: they went to somebody else. */
  keepsEarlier?: boolean;
  /** When it was asked for, if not now. */
  askedAt?: Date;
}

/** 256 random bits need no salt and no slow hash. */
function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/**
 * Makes a token for a link in a mail and returns it, the only time it can be read. Earlier ones of the same purpose stop
 * working, unless `keepsEarlier`: only the newest mail counts.
 */
export async function issueMailedToken(database: Queryable, options: TokenOptions): Promise<string> {
  const { userId, purpose, subject = "", lifetime, keepsEarlier = false, askedAt } = options;
  const token = randomBytes(32).toString("base64url");
  if (!keepsEarlier) await revokeMailedTokens(database, userId, purpose);
  await database.insert(mailedTokens).values({
    id: createId(),
    userId,
    purpose,
    subject,
    tokenHash: hashToken(token),
    createdAt: askedAt,
    expiresAt: new Date(Date.now() + lifetime),
  });
  return token;
}

/** Links of these purposes that were mailed to the person stop working. */
export async function revokeMailedTokens(
  database: Queryable,
  userId: string,
  ...purposes: Purpose[]
): Promise<void> {
  await database
    .delete(mailedTokens)
    .where(
      and(
        eq(mailedTokens.userId, userId),
        inArray(mailedTokens.purpose, purposes),
        isNull(mailedTokens.usedAt),
      ),
    );
}

/** Links stop working that were mailed for the same purpose after this one. Earlier ones went to somebody else. */
export async function revokeLaterTokens(database: Queryable, token: TokenRow): Promise<void> {
  await database
    .delete(mailedTokens)
    .where(
      and(
        eq(mailedTokens.userId, token.userId),
        eq(mailedTokens.purpose, token.purpose),
        isNull(mailedTokens.usedAt),
        gt(mailedTokens.createdAt, token.createdAt),
      ),
    );
}

/** Whether a link of this purpose did its work since then. */
export async function hasUsedTokenSince(
  database: Queryable,
  userId: string,
  purpose: Purpose,
  since: Date,
): Promise<boolean> {
  const { usedAt } = mailedTokens;
  const where = and(eq(mailedTokens.userId, userId), eq(mailedTokens.purpose, purpose), gte(usedAt, since));
  return (await database.query.mailedTokens.findFirst({ where })) !== undefined;
}

function isToken(token: string, purposes: Purpose[]) {
  return and(eq(mailedTokens.tokenHash, hashToken(token)), inArray(mailedTokens.purpose, purposes));
}

function isUsable(token: string, purposes: Purpose[]) {
  return and(isToken(token, purposes), isNull(mailedTokens.usedAt), gt(mailedTokens.expiresAt, sql`now()`));
}

/** Looks without using it up, for the page that a link opens. Mail scanners open links, so opening one does nothing. */
export async function findMailedToken(token: string, ...purposes: Purpose[]): Promise<TokenRow | null> {
  return (await db().query.mailedTokens.findFirst({ where: isUsable(token, purposes) })) ?? null;
}

/** A token that did its work, for saying so to whoever opens its link again. */
export async function findUsedToken(token: string, ...purposes: Purpose[]): Promise<TokenRow | null> {
  const where = and(isToken(token, purposes), isNotNull(mailedTokens.usedAt));
  return (await db().query.mailedTokens.findFirst({ where })) ?? null;
}

/**
 * Uses a token up, in the transaction that does what it is for: of two uses at once one succeeds.
 * Throws `gone` for a token that is unknown, used, replaced or too old.
 */
export async function spendMailedToken(
  database: Queryable,
  token: string,
  ...purposes: Purpose[]
): Promise<TokenRow> {
  const [row] = await database
    .update(mailedTokens)
    .set({ usedAt: sql`now()` })
    .where(isUsable(token, purposes))
    .returning();
  if (!row) throw new AppError("gone", { key: "errors.link_expired" });
  return row;
}
