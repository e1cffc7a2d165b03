import { CaseSensitive, SendHorizontal } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "#app/components/ui/icon-button.tsx";
import { useHydrated } from "#app/hooks/use-hydrated.ts";
import { SendLater } from "./send-later.tsx";

interface ComposerToolsProps {
  /** The toolbar that formats: its id, whether it is there, and what shows and hides it. */
  toolbar: { id: string; isShown: boolean; toggle: () => void };
  /** There is something to send, and it can be sent. */
  canSend: boolean;
  /** It can also be sent later: files cannot yet. */
  canSchedule: boolean;
  sendKeys: string;
  /** When to send it, as a form was refused with. */
  sendAt: string | undefined;
  /** Further tools, before those for sending. */
  children: ReactNode;
}

/** What stands beside the text of a composer, or beneath it where that is narrow. */
export function ComposerTools({
  toolbar,
  canSend,
  canSchedule,
  sendKeys,
  sendAt,
  children,
}: ComposerToolsProps) {
  const { t } = useTranslation();
  const isLive = useHydrated();
  return (
    <div className="composer-tools">
      <IconButton
        label={t("conversation.formatting")}
        aria-expanded={toolbar.isShown}
        aria-controls={toolbar.isShown ? toolbar.id : undefined}
        onMouseDown={(event) => event.preventDefault()}
        onClick={toolbar.toggle}
        className="scripted aria-expanded:text-accent-text"
      >
        <CaseSensitive size={20} aria-hidden="true" />
      </IconButton>
      {children}
      {canSchedule && <SendLater defaultValue={sendAt} />}
      <button
        name="intent"
        value="send"
        aria-label={t("composer.send")}
        title={t("composer.send")}
        aria-keyshortcuts={isLive ? sendKeys : undefined}
        disabled={isLive && !canSend}
        data-ready={(isLive && canSend) || undefined}
        className="composer-send"
      >
        <SendHorizontal size={18} aria-hidden="true" className="rtl:-scale-x-100" />
      </button>
    </div>
  );
}
