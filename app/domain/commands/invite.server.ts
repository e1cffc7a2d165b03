import { and, inArray, isNull, sql } from "drizzle-orm";
import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import { addPeople } from "#app/domain/memberships/add-people.server.ts";
import { findStanding, requireRight } from "#app/domain/memberships/membership.policy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import { answerWith, refuseText, requireArgs, type Command } from "./command.server.ts";

/** For more there is the page of members. */
const INVITED_MAX = 20;

/** /invite @user [@user ...]: adds people to the channel, all of them or, where one is unknown, nobody. */
export const invite: Command = async (actor, call) => {
  const words = requireArgs(call)
    .toLowerCase()
    .split(/[\s,]+/);
  const names = [...new Set(words.map((word) => word.replace(/^@/, "")).filter(Boolean))];
  if (names.length === 0 || names.length > INVITED_MAX) throw refuseText("errors.command_invite");
  // Before anybody is looked up: who exists is told only to those who may add them.
  requireRight(actor, await findStanding(actor, call.channelId), "manage_members");
  await consumeLimit("search by user", actor.userId);
  const people = await db()
    .select({ id: users.id, displayName: users.displayName })
    .from(users)
    .where(and(inArray(sql`lower(${users.username})`, names), isNull(users.deactivatedAt)));
  if (people.length < names.length) throw refuseText("errors.command_person");
  await addPeople(actor, call.channelId, { userIds: people.map(({ id }) => id) });
  const list = new Intl.ListFormat(actor.preferences.locale, { style: "narrow" });
  return answerWith("invited", { names: list.format(people.map(({ displayName }) => displayName)) });
};
