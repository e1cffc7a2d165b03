import "#app/i18n/pages/conversation-parts.ts";
import { Link } from "@remix-run/react";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { makeExcerpt } from "./excerpt.ts";
import { sayWithNames } from "./say-with-names.tsx";
import type { Quote } from "./use-quote.ts";

/** What the message that is being written answers, above the field. */
export function QuoteBanner({ quote, cancelTo }: { quote: Quote; cancelTo: string }) {
  const { t } = useTranslation();
  const { message, authorName } = quote;
  return (
    <div
      data-needs="composer-banner"
      className="flex items-center gap-2 border-b border-line py-1 text-small text-ink-muted"
    >
      <p className="flex min-w-0 flex-1 gap-1">
        {message.deletedAt ? (
          t("conversation.quotingGone")
        ) : (
          <>
            <span className="shrink-0">{sayWithNames(t, "conversation.quoting", { name: authorName })}</span>
            <bdi className="truncate">{makeExcerpt(message)}</bdi>
          </>
        )}
      </p>
      <Link
        to={cancelTo}
        preventScrollReset
        title={t("conversation.cancelQuote")}
        className="grid size-7 shrink-0 place-items-center rounded-control hover:bg-surface-hover hover:text-ink"
      >
        <X size={15} aria-hidden="true" />
        <span className="sr-only">{t("conversation.cancelQuote")}</span>
      </Link>
    </div>
  );
}

/** A refused answer in a thread comes back beneath the conversation, and still is one in the thread. */
export function ThreadBanner({ channelId, parentId }: { channelId: string; parentId: string }) {
  const { t } = useTranslation();
  return (
    <p data-needs="composer-banner" className="border-b border-line py-1 text-small text-ink-muted">
      {t("conversation.inThread")}{" "}
      <Link
        to={`/channels/${channelId}/threads/${parentId}`}
        className="font-medium text-accent-text underline"
      >
        {t("conversation.openThread")}
      </Link>
    </p>
  );
}
