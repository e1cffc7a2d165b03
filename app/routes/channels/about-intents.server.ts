import { z } from "zod";
import type { Actor } from "#app/domain/actor.ts";
import { archiveChannel, unarchiveChannel } from "#app/domain/channels/archive-channel.server.ts";
import { updateChannelSchema } from "#app/domain/channels/channels.schema.ts";
import { makeJoinLink, revokeJoinLink } from "#app/domain/channels/join-link.server.ts";
import { updateChannel } from "#app/domain/channels/update-channel.server.ts";
import { leaveChannel } from "#app/domain/memberships/leave-channel.server.ts";
import { setMembership } from "#app/domain/memberships/set-membership.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { NOTIFY_LEVELS } from "#app/shared/preferences.ts";
import { parseInput } from "#app/shared/schemas.ts";
import { normalizeNewlines } from "#app/shared/text.ts";

const TEXTS = ["name", "topic", "description"] as const;
const flag = z.stringbool({ truthy: ["true"], falsy: ["false"], case: "sensitive" });
const readOnlySchema = z.object({ isReadOnly: flag });
/** What a form says for "as the account has it". */
const ACCOUNT_LEVEL = "account";
const ownSchema = z.object({
  muted: flag.optional(),
  starred: flag.optional(),
  hidden: flag.optional(),
  notifyLevel: z
    .enum([...NOTIFY_LEVELS, ACCOUNT_LEVEL])
    .transform((level) => (level === ACCOUNT_LEVEL ? null : level))
    .optional(),
});

/** Carries out a form of the panel about a channel, and answers where to go then. Throws as the verbs, `malformed`. */
export async function answerAboutForm(
  actor: Actor,
  channelId: string,
  form: URLSearchParams,
): Promise<string> {
  const fields = Object.fromEntries(form);
  const { intent = "" } = fields;
  switch (intent) {
    case "update":
      await updateChannel(actor, channelId, parseInput(updateChannelSchema, readChanged(form)));
      break;
    case "set-writing":
      await updateChannel(actor, channelId, parseInput(readOnlySchema, fields));
      break;
    case "set-own":
      await setMembership(actor, channelId, parseInput(ownSchema, fields));
      break;
    case "make-link":
      await makeJoinLink(actor, channelId);
      break;
    case "revoke-link":
      await revokeJoinLink(actor, channelId);
      break;
    case "archive":
      await archiveChannel(actor, channelId);
      break;
    case "unarchive":
      await unarchiveChannel(actor, channelId);
      break;
    case "leave":
      await leaveChannel(actor, channelId);
      return "/channels/browse";
    default:
      throw new AppError("malformed");
  }
  return `/channels/${channelId}/about`;
}

/** What was changed in the form: the rest may have been changed by somebody else since it was shown. */
function readChanged(form: URLSearchParams): Record<string, string> {
  const changed: Record<string, string> = {};
  for (const field of TEXTS) {
    const [value, before] = [form.get(field), form.get(`was-${field}`)];
    const isSame =
      value !== null && before !== null && normalizeNewlines(value) === normalizeNewlines(before);
    if (value !== null && !isSame) changed[field] = value;
  }
  return changed;
}
