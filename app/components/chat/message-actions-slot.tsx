import { Link } from "@remix-run/react";
import { Ellipsis } from "lucide-react";
import { useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useHydrated } from "#app/hooks/use-hydrated.ts";
import type { MessageView } from "#app/shared/views.ts";
import { makeExcerpt } from "./excerpt.ts";
import { defineLazyPart, useLazyPart } from "./lazy-part.ts";
import { openAt, type MessageContext, type OpenedActions } from "./message-context.ts";

const actionsPart = defineLazyPart("actions", () => import("./message-actions.tsx"));

interface MessageActionsSlotProps {
  message: MessageView;
  /** Of its author. */
  name: string;
  context: MessageContext;
  isNear: boolean;
  opened: OpenedActions;
  onOpen: (opened: OpenedActions) => void;
  onEdit: () => void;
}

/**
 * The place of a message's actions. It holds one link, which opens them in a page without a script; all else is loaded
 * when somebody comes near.
 */
export function MessageActionsSlot(props: MessageActionsSlotProps) {
  const { message, name, context, isNear, opened, onOpen } = props;
  const { t } = useTranslation();
  const isLive = useHydrated();
  const more = useRef<HTMLAnchorElement>(null);
  const isRefused =
    context.failure?.values["messageId"] === message.id && context.failure.values["intent"] !== "edit";
  const isOpenedByPage = context.openActionsFor === message.id || isRefused;
  const part = useLazyPart(actionsPart, isNear || opened !== null || isOpenedByPage);
  const label = t("message.actionsFor", { name, text: makeExcerpt(message) });

  function openByKey(event: KeyboardEvent): void {
    if (event.key !== "Enter" && event.key !== " ") return;
    // The rest of the key's press would reach what has the focus then.
    event.preventDefault();
    onOpen("menu");
  }

  return (
    <>
      {/* Nobody wants to hear of them at every new message. */}
      <div aria-live="off" className={`message-bar ${isNear || opened ? "message-bar-near" : ""}`}>
        {part && isNear && <part.QuickActions {...props} />}
        <Link
          ref={more}
          to={openAt(context.here, "actions", message)}
          // A link where it leads to a page, a button where it opens something in this one.
          role={isLive ? "button" : undefined}
          aria-expanded={isLive ? opened === "menu" : undefined}
          aria-label={label}
          title={t("message.actionsTitle")}
          preventScrollReset
          onKeyDown={openByKey}
          onClick={(event) => {
            event.preventDefault();
            onOpen("menu");
          }}
          className="message-tool"
        >
          <Ellipsis size={17} aria-hidden="true" />
        </Link>
        {part && opened && <part.FloatingActions {...props} opened={opened} anchor={more} />}
      </div>
      {isOpenedByPage && part && (
        <div data-needs="actions">
          <part.ActionsPanel {...props} problem={isRefused ? context.failure?.problem : undefined} />
        </div>
      )}
    </>
  );
}
