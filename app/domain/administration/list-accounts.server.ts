import { and, count, eq, isNull, or, sql, type SQL } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { can, requireAdminPage } from "#app/domain/policy/policy.server.ts";
import { PAGE_SIZE } from "#app/shared/limits.ts";
import type { AccountPage } from "#app/shared/account-views.ts";
import { inState, selectAccountViews } from "./account-view.server.ts";
import type { ListAccountsInput } from "./administration.schema.ts";

/**
 * A page of all accounts. The words of the query are looked for in names, and in addresses by those who may see them; so
 * is whether an address was confirmed. Throws `not_found` for who may not open the page of accounts.
 */
export async function listAccounts(actor: Actor, input: ListAccountsInput): Promise<AccountPage> {
  requireAdminPage(actor, "users");
  const condition = and(
    isNull(users.erasedAt),
    input.query ? matches(actor, input.query) : undefined,
    input.role ? eq(users.role, input.role) : undefined,
    findState(actor, input.state),
  );
  const [row] = await db().select({ total: count() }).from(users).where(condition);
  const total = row?.total ?? 0;
  const pageCount = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const page = Math.min(input.page, pageCount);
  const accounts = await selectAccountViews(actor, condition, {
    order: input.order,
    limit: PAGE_SIZE,
    offset: (page - 1) * PAGE_SIZE,
  });
  return { accounts, total, page, pageCount };
}

function matches(actor: Actor, query: string): SQL | undefined {
  const pattern = `%${query.replace(/[\\%_]/g, "\\$&")}%`;
  return or(
    sql`${users.username} ilike ${pattern}`,
    sql`${users.displayName} ilike ${pattern}`,
    can(actor, "user.read.private") ? sql`${users.email} ilike ${pattern}` : undefined,
  );
}

function findState(actor: Actor, state: ListAccountsInput["state"]): SQL | undefined {
  if (!state || (state === "unverified" && !can(actor, "user.read.private"))) return undefined;
  return inState[state];
}
