import type { Actor } from "#app/domain/actor.ts";
import { requireMembership } from "#app/domain/memberships/membership.policy.server.ts";
import { findFollows } from "#app/domain/threads/thread-follow.server.ts";
import { findUsersById } from "#app/domain/users/find-users.server.ts";
import type { ChangesPage } from "#app/shared/views.ts";
import { findPeopleIn } from "./find-people.server.ts";
import { findReferences } from "./find-references.server.ts";
import type { ChangesInput } from "./messages.schema.ts";
import { readChanges } from "./read-changes.server.ts";

/**
 * What changed in a channel after a version, in the order of versions. While `more` is true, asking again after the
 * answer's `version` goes on. Throws as `requireMembership`.
 */
export async function listChanges(
  actor: Actor,
  channelId: string,
  input: ChangesInput,
): Promise<ChangesPage> {
  await requireMembership(actor, channelId);
  const page = await readChanges(channelId, input);
  const [references, follows] = await Promise.all([
    findReferences(page.messages),
    findFollows(actor.userId, page.messages),
  ]);
  const users = await findUsersById(findPeopleIn([...page.messages, ...references]));
  return { ...page, references, users, follows };
}
