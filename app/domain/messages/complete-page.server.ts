import type { Actor } from "#app/domain/actor.ts";
import { findSavedIds } from "#app/domain/saved/find-saved-ids.server.ts";
import { findFollows } from "#app/domain/threads/thread-follow.server.ts";
import { findUsersById } from "#app/domain/users/find-users.server.ts";
import type { MessagePage, MessageView } from "#app/shared/views.ts";
import { findPeopleIn } from "./find-people.server.ts";
import { findReferences } from "./find-references.server.ts";

/** What a reader needs besides the messages themselves: what they refer to, who is named, which of them they keep, and which threads they follow. */
export async function completePage(
  actor: Actor,
  messages: MessageView[],
): Promise<Pick<MessagePage, "messages" | "references" | "users" | "savedIds" | "follows">> {
  const [references, savedIds, follows] = await Promise.all([
    findReferences(messages),
    findSavedIds(
      actor,
      messages.map(({ id }) => id),
    ),
    findFollows(actor.userId, messages),
  ]);
  const users = await findUsersById(findPeopleIn([...messages, ...references]));
  return { messages, references, users, savedIds, follows };
}
