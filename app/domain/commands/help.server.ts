import { COMMANDS } from "./command-list.ts";
import { answerWith, type Command } from "./command.server.ts";

/** /help: tells which commands there are. */
export const help: Command = async () =>
  answerWith("help", { commands: COMMANDS.map(({ name }) => `/${name}`).join(", ") });
