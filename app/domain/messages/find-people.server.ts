import { findNamed } from "#app/shared/system-events.ts";
import type { MessageView } from "#app/shared/views.ts";

/** Everybody whom messages name in any way: the ids of those whose names a page needs. */
export function findPeopleIn(page: MessageView[]): Set<string> {
  const people = new Set<string>();
  for (const message of page) {
    people.add(message.authorId);
    if (message.forwarded) people.add(message.forwarded.authorId);
    if (message.pinnedBy) people.add(message.pinnedBy);
    for (const id of message.mentions) people.add(id);
    for (const { userIds } of message.reactions) for (const id of userIds) people.add(id);
    for (const id of findNamed(message.event)) people.add(id);
  }
  return people;
}
