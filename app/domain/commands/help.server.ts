import { COMMANDS } from "./command-list.ts";
import { answerWith, type Command } from "./command.server.ts";

/** /help: tells which commands there are. */
export const help: Command = async ({ preferences }) => {
  const list = new Intl.ListFormat(preferences.locale, { style: "narrow" });
  return answerWith("help", { commands: list.format(COMMANDS.map(({ name }) => `/${name}`)) });
};
