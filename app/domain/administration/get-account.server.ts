import { and, eq, isNull } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { roles, users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { hasSecondFactor } from "#app/domain/factors/check-second-factor.server.ts";
import { findLock } from "#app/domain/lockouts/unlock-account.server.ts";
import { can, canAllOf, requireAdminPage } from "#app/domain/policy/policy.server.ts";
import { AppError } from "#app/shared/errors.ts";
import type { AccountAct, AccountDetails } from "#app/shared/account-views.ts";
import { selectAccountViews } from "./account-view.server.ts";
import { listUserSessions } from "./end-user-sessions.server.ts";

/** One account, and what the actor may do about it. Throws `not_found`, as for who may not open the page of accounts. */
export async function getAccount(actor: Actor, userId: string): Promise<AccountDetails> {
  requireAdminPage(actor, "users");
  const isIt = and(eq(users.id, userId), isNull(users.erasedAt));
  const [[account], [role]] = await Promise.all([
    selectAccountViews(actor, isIt),
    db().select({ role: roles }).from(users).innerJoin(roles, eq(roles.name, users.role)).where(isIt),
  ]);
  if (!account || !role) throw new AppError("not_found");
  const hasAuthority = canAllOf(actor, role.role.name, role.role.permissions);
  const acts = hasAuthority ? findActs(actor, userId) : [];
  const [lockedUntil, hasFactor, sessions] = await Promise.all([
    findLock(userId),
    acts.includes("reset_factors") ? hasSecondFactor(userId) : false,
    acts.includes("end_sessions") ? listUserSessions(actor, userId) : [],
  ]);
  const isLocked = lockedUntil !== null && lockedUntil > new Date();
  return {
    ...account,
    lockedUntil: isLocked ? lockedUntil.toISOString() : null,
    hasSecondFactor: hasFactor,
    sessions,
    acts,
    isBeyondActor: !hasAuthority,
  };
}

/** What the verbs would let this actor do to an account that allows no more than their own. */
function findActs(actor: Actor, userId: string): AccountAct[] {
  const isSelf = actor.userId === userId;
  const acts: [AccountAct, boolean][] = [
    ["assign_role", can(actor, "user.role.assign")],
    ["end_sessions", can(actor, "user.session.end")],
    ["unlock", can(actor, "user.unlock")],
    ["reset_factors", can(actor, "user.factor.reset") && !isSelf],
    ["deactivate", can(actor, "user.deactivate") && !isSelf],
  ];
  return acts.filter(([, isAllowed]) => isAllowed).map(([act]) => act);
}
