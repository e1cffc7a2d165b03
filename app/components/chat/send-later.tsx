import { Clock } from "lucide-react";
import { useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useHydrated } from "#app/hooks/use-hydrated.ts";
import { defineLazyPart, useLazyPart } from "./lazy-part.ts";

const dialogPart = defineLazyPart("send-later", () => import("./send-later-dialog.tsx"));

const isServer = typeof document === "undefined";

/** A button of the composer's form that opens a choice of times, which is loaded when it is asked for. */
export function SendLater({ defaultValue }: { defaultValue: string | undefined }) {
  const { t } = useTranslation();
  const id = useId();
  const isLive = useHydrated();
  const button = useRef<HTMLButtonElement>(null);
  const [openedAt, setOpenedAt] = useState<number | null>(null);
  const Dialog = useLazyPart(dialogPart, isServer || openedAt !== null)?.SendLaterDialog;
  const dialog = Dialog && <Dialog id={id} opener={button} openedAt={openedAt} defaultValue={defaultValue} />;
  return (
    <>
      <button
        ref={button}
        type="button"
        popovertarget={id}
        onClick={() => setOpenedAt(Date.now())}
        title={t("conversation.sendLater")}
        className="grid size-8 shrink-0 place-items-center rounded-control text-ink-muted transition-colors hover:bg-surface-hover hover:text-ink pointer-coarse:size-10"
      >
        <Clock size={17} aria-hidden="true" />
        <span className="sr-only">{t("conversation.sendLater")}</span>
      </button>
      {/* A browser that runs scripts reads nothing of what is in there. */}
      {isLive ? dialog : <noscript>{dialog}</noscript>}
    </>
  );
}
