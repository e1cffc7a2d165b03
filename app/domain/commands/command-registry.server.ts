import type { CommandName } from "./command-list.ts";
import type { Command } from "./command.server.ts";
import { help } from "./help.server.ts";
import { invite } from "./invite.server.ts";
import { leave } from "./leave.server.ts";
import { act } from "./me.server.ts";
import { mute } from "./mute.server.ts";
import { remind } from "./remind.server.ts";
import { shrug } from "./shrug.server.ts";
import { setTopic } from "./topic.server.ts";

/** What each command does: a new one is a file, a line here and one in command-list.ts. */
export const commands: Record<CommandName, Command> = {
  me: act,
  shrug,
  topic: setTopic,
  invite,
  leave,
  mute,
  remind,
  help,
};
