import "#app/i18n/pages/appearance.ts";
import { useTranslation } from "react-i18next";
import { MessageFrame } from "#app/components/chat/message-frame.tsx";
import { RichText } from "#app/components/chat/rich-text.tsx";
import { MINUTE } from "#app/shared/time.ts";

const NOBODY = new Map();

/** A few messages, drawn by what draws them in a conversation. */
export function Preview({ now }: { now: string }) {
  const { t } = useTranslation();
  const at = (minutes: number) => new Date(Date.parse(now) - minutes * MINUTE).toISOString();
  const messages = [
    { author: "first", body: t("appearance.previewFirst"), createdAt: at(9), startsRun: true },
    { author: "first", body: t("appearance.previewMore"), createdAt: at(8), startsRun: false },
    { author: "second", body: t("appearance.previewSecond"), createdAt: at(2), startsRun: true },
  ] as const;
  return (
    <figure className="flex flex-col gap-1.5">
      <figcaption className="text-small font-medium">{t("appearance.preview")}</figcaption>
      <div className="rounded-control border border-line bg-surface pt-1 pb-3">
        {messages.map(({ author, body, createdAt, startsRun }) => (
          <MessageFrame
            key={createdAt}
            partsId={`preview-${createdAt}`}
            name={t(`appearance.previewNames.${author}`)}
            avatarUrl={null}
            authorId={author}
            createdAt={createdAt}
            startsRun={startsRun}
          >
            <RichText body={body} users={NOBODY} myId="" />
          </MessageFrame>
        ))}
      </div>
    </figure>
  );
}
