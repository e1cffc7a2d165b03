import type { Actor } from "#app/domain/actor.ts";
import { sendMessage } from "#app/domain/messages/send-message.server.ts";
import { AppError, invalidField } from "#app/shared/errors.ts";
import { MESSAGE_MAX } from "#app/shared/limits.ts";
import { countCharacters } from "#app/shared/text.ts";
import type { CommandAnswer } from "#app/shared/views.ts";

/** A command as it was given, by a member of the channel. */
export interface CommandCall {
  channelId: string;
  parentId: string | null;
  clientId: string;
  /** What follows its name, trimmed. */
  args: string;
}

export type Command = (actor: Actor, call: CommandCall) => Promise<CommandAnswer>;

const NOTHING: CommandAnswer = { message: null, notice: null, path: null };

/** The answer of a command of which there is nothing else to tell. */
export function answer(parts: Partial<CommandAnswer> = {}): CommandAnswer {
  return { ...NOTHING, ...parts };
}

/** A sentence for who gave the command. */
export function answerWith(name: string, params: Record<string, string> = {}): CommandAnswer {
  return answer({ notice: { key: `conversation.commands.${name}`, params } });
}

/** `invalid_input` on `text`, with a sentence that says what the command wants. */
export function refuseText(key: string): AppError {
  return new AppError("invalid_input", { key, errors: [{ path: "text", code: "invalid" }] });
}

/** Throws `invalid_input` on `text` where nothing follows the name. */
export function requireArgs({ args }: CommandCall): string {
  if (args === "") throw invalidField("text", "required");
  return args;
}

/** Sends it in place of the command: once per `clientId`. Throws as `sendMessage`, `invalid_input` where it is too long. */
export async function sendInstead(actor: Actor, call: CommandCall, body: string): Promise<CommandAnswer> {
  if (countCharacters(body) > MESSAGE_MAX) throw invalidField("text", "too_long", { max: MESSAGE_MAX });
  const { channelId, parentId, clientId } = call;
  const { message } = await sendMessage(actor, { channelId, parentId, clientId, body });
  return answer({ message });
}
