import type { Actor } from "#app/domain/actor.ts";
import { requireMembership } from "#app/domain/memberships/membership.policy.server.ts";
import { consumeLimit } from "#app/platform/rate-limit.server.ts";
import type { CommandAnswer } from "#app/shared/views.ts";
import { COMMANDS, type CommandName } from "./command-list.ts";
import { commands } from "./command-registry.server.ts";
import { refuseText } from "./command.server.ts";
import type { RunCommandInput } from "./commands.schema.ts";

/**
 * Does what a text that begins with a slash asks for, as who wrote it. Throws as `requireMembership`, `invalid_input` on
 * `text` for an unknown command and for what a command cannot make sense of, `rate_limited`, and what the verb behind the
 * command throws.
 */
export async function runCommand(
  actor: Actor,
  { channelId, parentId = null, clientId, text }: RunCommandInput,
): Promise<CommandAnswer> {
  await consumeLimit("write by user", actor.userId);
  await requireMembership(actor, channelId);
  const [, word = "", args = ""] = /^\/(\S*)([^]*)$/.exec(text) ?? [];
  const name = word.toLowerCase();
  if (!isCommand(name)) throw refuseText("errors.command_unknown");
  return commands[name](actor, { channelId, parentId, clientId, args: args.trim() });
}

function isCommand(name: string): name is CommandName {
  return COMMANDS.some((command) => command.name === name);
}
