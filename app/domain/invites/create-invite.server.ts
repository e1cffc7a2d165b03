import { eq } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { invites } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { requireAdministration } from "#app/domain/policy/policy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { AppError, invalidField } from "#app/shared/errors.ts";
import { createId } from "#app/shared/ids.ts";
import { DAY, HOUR } from "#app/shared/time.ts";
import type { InviteView } from "#app/shared/account-views.ts";
import { listInvitableChannels } from "./invitable-channels.server.ts";
import { selectInviteViews } from "./invite-view.server.ts";
import type { CreateInviteInput } from "./invites.schema.ts";

const LIFETIMES = { hour: HOUR, day: DAY, week: 7 * DAY, month: 30 * DAY, never: null };

/**
 * Makes a link that lets people sign up. Throws `not_found` without invite.create, `rate_limited`, and `invalid_input` for
 * channels to which the actor may not add people, whether they exist or not.
 */
export async function createInvite(actor: Actor, input: CreateInviteInput): Promise<InviteView> {
  requireAdministration(actor, "invite.create");
  await consumeLimit("invite by user", actor.userId);
  const channelIds = [...new Set(input.channelIds)];
  await requireInvitable(actor, channelIds);
  const { label, maxUses } = input;
  const lifetime = LIFETIMES[input.expiresIn];
  const expiresAt = lifetime === null ? null : new Date(Date.now() + lifetime);
  const row = { id: createId(), label, createdBy: actor.userId, channelIds, maxUses, expiresAt };
  await db().transaction(async (transaction) => {
    await transaction.insert(invites).values(row);
    await recordAudit(transaction, actor, {
      action: "invite.create",
      target: { type: "invite", id: row.id },
      details: { channelIds, maxUses, expiresAt: expiresAt?.toISOString() ?? null },
    });
  });
  const [invite] = await selectInviteViews(actor, eq(invites.id, row.id));
  if (!invite) throw new AppError("not_found");
  return invite;
}

async function requireInvitable(actor: Actor, channelIds: string[]): Promise<void> {
  const allowed = new Set((await listInvitableChannels(actor)).map((channel) => channel.id));
  if (!channelIds.every((id) => allowed.has(id))) throw invalidField("channelIds", "invalid");
}
