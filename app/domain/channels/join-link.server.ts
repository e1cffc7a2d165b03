import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { db, type Queryable } from "#app/db/client.server.ts";
import { channels } from "#app/db/schema/index.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import {
  findStanding,
  requireChangeable,
  requireRight,
} from "#app/domain/memberships/membership.policy.server.ts";
import { appUrl } from "#app/platform/env.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";

/** What lets people join a channel, also a private one: whoever has it is as good as invited. */
export interface JoinLink {
  code: string;
  url: string;
}

/** Bytes from the system's random source: too many codes to try (OWASP asks for 64 bits of entropy for session ids). */
const CODE_BYTES = 16;

/** Whether a text may be a code: what is none may hold what the database cannot read. */
export function isCode(text: string): boolean {
  return /^[\w-]{22}$/.test(text);
}

/**
 * Makes a link by which people join the channel; an earlier one is no good from then on. Throws `not_found` for a channel
 * that one cannot see, `forbidden` without the right, `conflict` for a direct conversation, `gone` for an archived channel,
 * `rate_limited`.
 */
export async function makeJoinLink(actor: Actor, channelId: string): Promise<JoinLink> {
  const code = randomBytes(CODE_BYTES).toString("base64url");
  await writeCode(actor, channelId, code);
  return toJoinLink(code);
}

/** The link is no good any more; without one this changes nothing. Throws as `makeJoinLink`. */
export async function revokeJoinLink(actor: Actor, channelId: string): Promise<void> {
  await writeCode(actor, channelId, null);
}

async function writeCode(actor: Actor, channelId: string, joinCode: string | null): Promise<void> {
  await consumeLimit("write by user", actor.userId);
  await db().transaction(async (transaction) => {
    const standing = await findStanding(actor, channelId, transaction);
    const by = requireRight(actor, standing, "invite");
    requireChangeable(standing);
    if (joinCode === null && (await readCode(transaction, channelId)) === null) return;
    await transaction.update(channels).set({ joinCode }).where(eq(channels.id, channelId));
    if (by === "role") return;
    await recordAudit(transaction, actor, {
      action: joinCode ? "channel.link" : "channel.unlink",
      target: { type: "channel", id: channelId },
    });
  });
}

/**
 * In a transaction that keeps the channel as it is: whoever knows the code and is no longer trusted does not come back by
 * it. The link is no good for anybody else either.
 */
export async function dropJoinCode(transaction: Queryable, channelId: string): Promise<void> {
  await transaction.update(channels).set({ joinCode: null }).where(eq(channels.id, channelId));
}

/** The channel's link, null while there is none. Throws `not_found` and `forbidden` as `makeJoinLink`. */
export async function getJoinLink(actor: Actor, channelId: string): Promise<JoinLink | null> {
  requireRight(actor, await findStanding(actor, channelId), "invite");
  const code = await readCode(db(), channelId);
  return code === null ? null : toJoinLink(code);
}

async function readCode(database: Queryable, channelId: string): Promise<string | null> {
  const row = await database.query.channels.findFirst({
    columns: { joinCode: true },
    where: eq(channels.id, channelId),
  });
  return row?.joinCode ?? null;
}

function toJoinLink(code: string): JoinLink {
  return { code, url: `${appUrl()}/join/${code}` };
}
