import type { SystemEvent } from "./views.ts";

const ROLES = { member: "a member", moderator: "a moderator", owner: "an owner" };

/**
 * What happened as a plain English sentence that goes on after the name of who did it: the body of a system message, for
 * readers that know nothing of events. People and the interface's languages are named by the event itself.
 */
export function describeEvent(event: SystemEvent): string {
  switch (event.type) {
    case "joined":
      return "joined the channel";
    case "left":
      return "left the channel";
    case "added":
      return event.userIds.length === 1 ? "added somebody" : `added ${event.userIds.length} people`;
    case "removed":
      return "removed somebody";
    case "role":
      return `made somebody ${ROLES[event.role]}`;
    case "renamed":
      return `renamed the channel from ${event.from} to ${event.to}`;
    case "topic":
      return event.topic ? `set the topic to ${event.topic}` : "removed the topic";
    case "description":
      return "changed the description";
    case "read_only":
      return event.isReadOnly ? "made the channel read-only" : "let everybody write again";
    case "archived":
      return "archived the channel";
    case "unarchived":
      return "brought the channel back";
  }
}

/** Everybody whom an event names, besides who did it. */
export function findNamed(event: SystemEvent | null): string[] {
  if (event?.type === "added") return event.userIds;
  if (event?.type === "removed" || event?.type === "role") return [event.userId];
  return [];
}
