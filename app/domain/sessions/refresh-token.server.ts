import { createHash, randomBytes } from "node:crypto";
import type { Queryable } from "#app/db/client.server.ts";
import { refreshTokens } from "#app/db/schema/index.ts";
import { createId } from "#app/shared/ids.ts";

/** What is stored of a token: 256 random bits need no salt and no slow hash. */
export function hashRefreshToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** Adds a token of 256 random bits to the session's chain and returns it, the only time it can be read. */
export async function issueRefreshToken(
  database: Queryable,
  sessionId: string,
  parentId: string | null,
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await database
    .insert(refreshTokens)
    .values({ id: createId(), sessionId, parentId, tokenHash: hashRefreshToken(token) });
  return token;
}
