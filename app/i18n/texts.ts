import type accountErrors from "./en/account-errors.json";
import type appearance from "./en/appearance.json";
import type admin from "./en/admin.json";
import type auth from "./en/auth.json";
import type conversationParts from "./en/conversation-parts.json";
import type conversation from "./en/conversation.json";
import type core from "./en/core.json";
import type factors from "./en/factors.json";
import type install from "./en/install.json";
import type files from "./en/files.json";
import type invites from "./en/invites.json";
import type leaving from "./en/leaving.json";
import type messageActions from "./en/message-actions.json";
import type message from "./en/message.json";
import type notifications from "./en/notifications.json";
import type panels from "./en/panels.json";
import type places from "./en/places.json";
import type profile from "./en/profile.json";
import type providers from "./en/providers.json";
import type roles from "./en/roles.json";
import type security from "./en/security.json";
import type settings from "./en/settings.json";
import type switcher from "./en/switcher.json";
import type workspace from "./en/workspace.json";
import type verification from "./en/verification.json";
import type writing from "./en/writing.json";

/** Every key there is, whichever page loads it. English is the source; the files of the other languages have the same keys. */
export type Texts = typeof accountErrors &
  typeof appearance &
  typeof admin &
  typeof auth &
  typeof conversationParts &
  typeof conversation &
  typeof core &
  typeof factors &
  typeof install &
  typeof files &
  typeof invites &
  typeof leaving &
  typeof messageActions &
  typeof message &
  typeof notifications &
  typeof panels &
  typeof places &
  typeof profile &
  typeof providers &
  typeof roles &
  typeof security &
  typeof settings &
  typeof switcher &
  typeof verification &
  typeof writing &
  typeof workspace;
