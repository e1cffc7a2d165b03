import { db } from "#app/db/client.server.ts";
import { sessions } from "#app/db/schema/index.ts";
import { lockSamePassword, type ProvenUser } from "#app/domain/users/password-state.server.ts";
import { toOwnUserView, type UserRow } from "#app/domain/users/user-view.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { createId } from "#app/shared/ids.ts";
import { DAY, HOUR } from "#app/shared/time.ts";
import type { SessionView } from "#app/shared/account-views.ts";
import { ACCESS_TOKEN_LIFETIME, signAccessToken } from "./access-token.server.ts";
import { issueRefreshToken } from "./refresh-token.server.ts";

/** Where a session comes from, as far as the request tells. */
export interface SessionOrigin {
  address: string;
  userAgent: string;
}

/** When a session ends if nobody uses it: 60 days when remembered, 12 idle hours otherwise. */
export function sessionExpiry(remember: boolean): Date {
  return new Date(Date.now() + (remember ? 60 * DAY : 12 * HOUR));
}

/**
 * Opens a session for somebody who has just proven who they are. Throws `unauthenticated` where the password is no longer
 * that of `passwordState`: what ends all sessions then waits for this one, or this one is not made.
 */
export async function startSession(
  user: ProvenUser,
  options: SessionOrigin & { remember: boolean; method?: (typeof sessions.$inferInsert)["method"] },
): Promise<SessionView> {
  const session = {
    id: createId(),
    userId: user.id,
    remember: options.remember,
    method: options.method ?? "password",
    userAgent: options.userAgent.slice(0, 300),
    address: options.address,
    expiresAt: sessionExpiry(options.remember),
  };
  const refreshToken = await db().transaction(async (transaction) => {
    const { passwordState } = user;
    if (passwordState !== undefined && !(await lockSamePassword(transaction, user.id, passwordState)))
      throw new AppError("unauthenticated", { key: "errors.log_in_expired" });
    await transaction.insert(sessions).values(session);
    return issueRefreshToken(transaction, session.id, null);
  });
  return describeSession(user, session.id, refreshToken);
}

/** What the holder of a session gets: the account and a fresh pair of tokens. */
export async function describeSession(
  user: UserRow,
  sessionId: string,
  refreshToken: string,
): Promise<SessionView> {
  return {
    user: toOwnUserView(user),
    accessToken: await signAccessToken({ id: sessionId, userId: user.id }),
    tokenType: "Bearer",
    expiresIn: ACCESS_TOKEN_LIFETIME,
    refreshToken,
  };
}
