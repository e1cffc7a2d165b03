/** Every slash command, in the order in which they are suggested. What each does is in command-registry.server.ts. */
export const COMMANDS = [
  { name: "me", usageKey: "commands.me" },
  { name: "shrug", usageKey: "commands.shrug" },
  { name: "topic", usageKey: "commands.topic" },
  { name: "invite", usageKey: "commands.invite" },
  { name: "leave", usageKey: "commands.leave" },
  { name: "mute", usageKey: "commands.mute" },
  { name: "remind", usageKey: "commands.remind" },
  { name: "help", usageKey: "commands.help" },
] as const satisfies readonly { name: string; usageKey: string }[];

export type CommandName = (typeof COMMANDS)[number]["name"];
