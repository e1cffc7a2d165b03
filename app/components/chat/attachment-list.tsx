import "#app/i18n/pages/files.ts";
import type { TFunction } from "i18next";
import { RotateCw, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { usePreferences } from "#app/components/preferences.ts";
import { sendUpload } from "#app/hooks/send-upload.ts";
import { createUploads, type Attachment, type Refusal, type Uploads } from "#app/hooks/uploads.ts";
import { say } from "#app/i18n/say.ts";
import { formatBytes } from "#app/shared/files.ts";
import { FILE_MAX_BYTES, FILES_MAX } from "#app/shared/limits.ts";
import { FileIcon } from "./message-files.tsx";

/** What is attached in each place where one writes: it stays while one looks elsewhere. */
const places = new Map<string, { uploads: Uploads; listeners: Set<() => void> }>();

/** The attachments of one place, and how to hear of changes to them. */
export function openUploads(channelId: string, parentId: string | undefined) {
  const name = `${channelId} ${parentId ?? ""}`;
  let place = places.get(name);
  if (!place) {
    const listeners = new Set<() => void>();
    const uploads = createUploads({
      upload: (call) => sendUpload({ channelId, ...call }),
      onChange: () => listeners.forEach((listener) => listener()),
    });
    window.addEventListener("online", () => uploads.retryUnreached());
    place = { uploads, listeners };
    places.set(name, place);
  }
  return place;
}

interface AttachmentListProps {
  attachments: readonly Attachment[];
  refusals: readonly Refusal[];
  /** The message goes as soon as they are there. */
  isWaiting: boolean;
  /** It was to go, and one of them could not be uploaded. */
  isBlocked: boolean;
  onRemove: (id: string) => void;
  onRetry: (id: string) => void;
}

/** Above the text: what goes along with it, how far each has come, and what was not taken. */
export function AttachmentList(props: AttachmentListProps) {
  const { attachments, refusals, isWaiting, isBlocked, onRemove, onRetry } = props;
  const { t } = useTranslation();
  const tell = (refusal: Refusal) => {
    if (refusal.reason === "too_many") return t("files.tooMany", { max: FILES_MAX });
    const { name } = refusal;
    if (refusal.reason === "empty") return t("files.empty", { name });
    return t("files.tooLarge", { name, max: FILE_MAX_BYTES / 1024 / 1024 });
  };
  return (
    <div className="flex flex-col gap-2 pe-2 pt-2 pb-1">
      {attachments.length > 0 && (
        <ul aria-label={t("files.attached")} className="flex max-h-44 flex-wrap gap-2 overflow-y-auto">
          {attachments.map((attachment) => (
            <AttachmentEntry
              key={attachment.id}
              attachment={attachment}
              onRemove={() => onRemove(attachment.id)}
              onRetry={() => onRetry(attachment.id)}
            />
          ))}
        </ul>
      )}
      <div aria-live="polite" className="text-small wrap-anywhere empty:hidden">
        {refusals.map((refusal) => (
          <p key={tell(refusal)} className="text-danger">
            {tell(refusal)}
          </p>
        ))}
        {isWaiting && <p className="text-ink-muted">{t("files.waiting")}</p>}
        {isBlocked && <p className="text-danger">{t("files.blocked")}</p>}
      </div>
    </div>
  );
}

/** Over the place where files would land. */
export function DropOverlay({ area: { top, left, width, height } }: { area: DOMRect }) {
  const { t } = useTranslation();
  return (
    <div className="pointer-events-none fixed z-20 p-2" style={{ top, left, width, height }}>
      <p className="grid size-full place-items-center rounded-floating border-2 border-dashed border-accent bg-surface/90 p-4 text-center font-medium text-accent-text">
        {t("files.drop")}
      </p>
    </div>
  );
}

interface AttachmentEntryProps {
  attachment: Attachment;
  onRemove: () => void;
  onRetry: () => void;
}

const TOOL =
  "grid size-7 shrink-0 place-items-center rounded-control text-ink-muted hover:bg-surface-hover hover:text-ink";

function AttachmentEntry({ attachment, onRemove, onRetry }: AttachmentEntryProps) {
  const { t } = useTranslation();
  const { locale } = usePreferences();
  const { source, progress, file, problem } = attachment;
  const { name } = source;
  return (
    <li
      className={`relative flex w-60 max-w-full items-center gap-2 overflow-hidden rounded-control border bg-surface p-1.5 ${problem ? "border-danger" : "border-line"}`}
    >
      <span className="grid size-10 shrink-0 place-items-center overflow-hidden rounded-control bg-surface-hover">
        <Thumbnail source={source} />
      </span>
      <span className="min-w-0 flex-1">
        <bdi className="block truncate text-small font-medium" title={name}>
          {name}
        </bdi>
        <span
          role={problem ? "alert" : undefined}
          className={`block text-time ${problem ? "wrap-anywhere text-danger" : "text-ink-muted tabular-nums"}`}
        >
          {problem ? explain(t, problem) : formatBytes(file?.bytes ?? source.size, locale)}
        </span>
      </span>
      {problem && (
        <button
          type="button"
          className={TOOL}
          title={t("files.tryAgain")}
          aria-label={t("files.retry", { name })}
          onClick={onRetry}
        >
          <RotateCw size={15} aria-hidden="true" />
        </button>
      )}
      <button type="button" className={TOOL} aria-label={t("files.remove", { name })} onClick={onRemove}>
        <X size={16} aria-hidden="true" />
      </button>
      {!file && !problem && (
        <progress
          value={progress}
          max={1}
          aria-label={t("files.uploading", { name })}
          className="attachment-progress"
        />
      )}
    </li>
  );
}

/** The kinds that browsers show; what the file calls itself is enough for who has chosen it. */
const SHOWN = /^image\/(jpeg|png|webp|gif|avif)$/;

function Thumbnail({ source }: { source: File }) {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    if (!image.current) return;
    const url = URL.createObjectURL(source);
    image.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [source]);
  return SHOWN.test(source.type) ? (
    <img ref={image} alt="" className="size-10 object-cover" />
  ) : (
    <FileIcon file={source} />
  );
}

function explain(t: TFunction, { code, key, errors }: NonNullable<Attachment["problem"]>): string {
  const [field] = errors;
  if (field?.code === "file_too_large" || field?.code === "too_many_pixels")
    return say(t, `fields.${field.code}`, field.params);
  if (code === "offline") return t("files.offline");
  if (code === "rate_limited") return t("files.tooFast");
  return key ? say(t, key) : t("files.refused");
}
