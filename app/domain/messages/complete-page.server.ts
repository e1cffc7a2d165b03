import type { Actor } from "#app/domain/actor.ts";
import { findSavedIds } from "#app/domain/saved/find-saved-ids.server.ts";
import { findUsersById } from "#app/domain/users/find-users.server.ts";
import type { MessagePage, MessageView } from "#app/shared/views.ts";
import { findPeopleIn } from "./find-people.server.ts";
import { findReferences } from "./find-references.server.ts";

/** What a reader needs besides the messages themselves: what they refer to, who is named, and which of them they keep. */
export async function completePage(
  actor: Actor,
  messages: MessageView[],
): Promise<Pick<MessagePage, "messages" | "references" | "users" | "savedIds">> {
  const [references, savedIds] = await Promise.all([
    findReferences(messages),
    findSavedIds(
      actor,
      messages.map(({ id }) => id),
    ),
  ]);
  const users = await findUsersById(findPeopleIn([...messages, ...references]));
  return { messages, references, users, savedIds };
}
