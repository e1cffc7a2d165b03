import { useTranslation } from "react-i18next";
import { say } from "#app/i18n/say.ts";
import { useLiveStore } from "#app/hooks/use-live.tsx";
import type { OutboxItem } from "#app/hooks/outbox-storage.ts";
import type { OwnUserView } from "#app/shared/views.ts";
import { MessageFiles } from "./message-files.tsx";
import { MessageFrame } from "./message-frame.tsx";

/** A message that is on its way, or that the server refused: nothing that was typed goes away by itself. */
export function PendingMessage({
  item,
  me,
  startsRun,
}: {
  item: OutboxItem;
  me: OwnUserView;
  startsRun: boolean;
}) {
  const { t } = useTranslation();
  const { outbox } = useLiveStore();
  const link = "min-h-6 font-medium underline";
  return (
    <MessageFrame
      partsId={item.clientId}
      name={me.displayName}
      avatarUrl={me.avatarUrl}
      authorId={me.id}
      createdAt={new Date(item.createdAt).toISOString()}
      startsRun={startsRun}
    >
      {item.body !== "" && (
        <p dir="auto" className="message-text text-ink-muted">
          {item.body}
        </p>
      )}
      {item.files && item.files.length > 0 && <MessageFiles files={item.files} />}
      {item.failure === undefined ? (
        <p className="text-time text-ink-muted">{t("timeline.sending")}</p>
      ) : (
        <p className="flex flex-wrap items-baseline gap-x-3 text-small text-danger">
          <span>
            {t("timeline.failed")} {item.failure.startsWith("errors.") ? say(t, item.failure) : item.failure}
          </span>
          <button type="button" className={link} onClick={() => outbox.retry(item.clientId)}>
            {t("timeline.tryAgain")}
          </button>
          <button type="button" className={link} onClick={() => outbox.discard(item.clientId)}>
            {t("timeline.discard")}
          </button>
        </p>
      )}
    </MessageFrame>
  );
}
