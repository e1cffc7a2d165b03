import { sendInstead, type Command } from "./command.server.ts";

/** Its backslash and underscores would be marks of Markdown. */
const SHRUG = String.raw`¯\\\_(ツ)\_/¯`;

/** /shrug [text]: sends the text and a shrug. */
export const shrug: Command = (actor, call) => sendInstead(actor, call, `${call.args} ${SHRUG}`.trim());
