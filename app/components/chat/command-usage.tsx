import "#app/i18n/pages/conversation-parts.ts";
import { useTranslation } from "react-i18next";
import { say } from "#app/i18n/say.ts";
import type { CommandHint } from "./channel-page.ts";

/** What the command that is being written does and takes. */
export function CommandUsage({ command: { name, usageKey } }: { command: CommandHint }) {
  const { t } = useTranslation();
  return (
    <span data-needs="command-usage">
      <bdi className="font-medium">/{name}</bdi> {say(t, usageKey)}
    </span>
  );
}
