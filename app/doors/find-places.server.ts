import type { Actor } from "#app/domain/actor.ts";
import { browseChannelsSchema } from "#app/domain/channels/channels.schema.ts";
import { browseChannels } from "#app/domain/channels/find-channels.server.ts";
import { can } from "#app/domain/policy/policy.server.ts";
import { findUsers } from "#app/domain/users/find-users.server.ts";
import { findUsersSchema } from "#app/domain/users/users.schema.ts";
import { parseInput } from "#app/shared/schemas.ts";
import type { ChannelView, UserView } from "#app/shared/views.ts";

export interface Places {
  people: UserView[];
  channels: ChannelView[];
}

const MAX = 20;

/** Other people, and public channels the actor is not in, by name; none of what the actor's role may not look up. */
export async function findPlaces(actor: Actor, typed: string): Promise<Places> {
  const query = typed.trim().replace(/^[@#]/, "");
  const people = parseInput(findUsersSchema, { query, limit: MAX + 1 });
  const channels = parseInput(browseChannelsSchema, { query });
  const [users, open] = await Promise.all([
    can(actor, "user.search") ? findUsers(actor, people) : [],
    can(actor, "channel.join") ? browseChannels(actor, channels) : [],
  ]);
  return {
    people: users.filter(({ id }) => id !== actor.userId).slice(0, MAX),
    channels: open.filter(({ membership }) => membership === null).slice(0, MAX),
  };
}
