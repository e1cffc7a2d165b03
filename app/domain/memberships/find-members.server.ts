import { and, isNull, sql } from "drizzle-orm";
import { users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import type { MemberView } from "#app/shared/views.ts";
import { escapePattern, matchName, selectMembers } from "./list-members.server.ts";
import { requireMembership } from "./membership.policy.server.ts";
import type { FindMembersInput } from "./memberships.schema.ts";

/**
 * A few members whose name or user name contains the query, for whoever is about to name one of them: first those where it
 * begins with it. Accounts that are closed are left out. Throws as `requireMembership`, `rate_limited`.
 */
export async function findMembers(
  actor: Actor,
  { channelId, query, limit }: FindMembersInput,
): Promise<MemberView[]> {
  await consumeLimit("search by user", actor.userId);
  await requireMembership(actor, channelId);
  const pattern = escapePattern(query);
  return selectMembers(channelId, {
    condition: and(isNull(users.deactivatedAt), matchName(`%${pattern}%`)),
    order: [sql`${matchName(`${pattern}%`)} desc`, sql`lower(${users.displayName})`, sql`${users.id}`],
    limit,
  });
}
