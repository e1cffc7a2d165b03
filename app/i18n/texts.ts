import type { accountErrors } from "./en/account-errors.ts";
import type { admin } from "./en/admin.ts";
import type { auth } from "./en/auth.ts";
import type { conversation } from "./en/conversation.ts";
import type { conversationParts } from "./en/conversation-parts.ts";
import type { core } from "./en/core.ts";
import type { factors } from "./en/factors.ts";
import type { invites } from "./en/invites.ts";
import type { leaving } from "./en/leaving.ts";
import type { message } from "./en/message.ts";
import type { messageActions } from "./en/message-actions.ts";
import type { panels } from "./en/panels.ts";
import type { places } from "./en/places.ts";
import type { profile } from "./en/profile.ts";
import type { providers } from "./en/providers.ts";
import type { roles } from "./en/roles.ts";
import type { security } from "./en/security.ts";
import type { settings } from "./en/settings.ts";
import type { verification } from "./en/verification.ts";

/** Every key there is, whichever page loads it. */
export type Texts = typeof core &
  typeof accountErrors &
  typeof admin &
  typeof auth &
  typeof conversation &
  typeof conversationParts &
  typeof message &
  typeof messageActions &
  typeof panels &
  typeof places &
  typeof factors &
  typeof invites &
  typeof leaving &
  typeof profile &
  typeof providers &
  typeof roles &
  typeof security &
  typeof settings &
  typeof verification;
