import "#app/i18n/pages/files.ts";
import { Link } from "@remix-run/react";
import { MessageSquareText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { FileIcon } from "#app/components/chat/message-files.tsx";
import { usePreferences } from "#app/components/preferences.ts";
import { useDateStyle } from "#app/hooks/use-time-zone.tsx";
import { formatFull, formatShort } from "#app/shared/dates.ts";
import { findFileUrl, formatBytes, isImage } from "#app/shared/files.ts";
import { nameUser } from "#app/shared/names.ts";
import type { UserView } from "#app/shared/views.ts";
import type { ChannelFile } from "./channel-files.ts";

interface FileEntryProps {
  item: ChannelFile;
  author: UserView | undefined;
  /** The message it belongs to. */
  to: string;
}

/** One file of a conversation: what it is, who sent it and when, and the way to its message. */
export function FileEntry({ item: { file, sentAt }, author, to }: FileEntryProps) {
  const { t } = useTranslation();
  const { locale } = usePreferences();
  const dateStyle = useDateStyle();
  const address = findFileUrl(file);
  const isPicture = isImage(file);
  return (
    <li className="flex items-center gap-3 py-2.5 first:pt-0">
      <span className="grid size-10 shrink-0 place-items-center overflow-hidden rounded-control bg-surface-hover">
        {isPicture ? (
          <img
            src={address}
            alt=""
            width={40}
            height={40}
            loading="lazy"
            decoding="async"
            className="size-10 object-cover"
          />
        ) : (
          <FileIcon file={file} />
        )}
      </span>
      <div className="min-w-0 flex-1">
        <a
          href={address}
          download={isPicture ? undefined : file.name}
          title={file.name}
          className="block truncate font-medium underline-offset-2 hover:underline"
        >
          <bdi>{file.name}</bdi>
        </a>
        <p className="flex gap-x-2 text-small text-ink-muted tabular-nums">
          <bdi className="truncate">{nameUser(t, author)}</bdi>
          <span className="shrink-0" suppressHydrationWarning>
            {formatBytes(file.bytes, locale)}
          </span>
        </p>
        <p className="text-time text-ink-muted tabular-nums">
          <time dateTime={sentAt} title={formatFull(sentAt, dateStyle)} suppressHydrationWarning>
            {formatShort(sentAt, dateStyle)}
          </time>
        </p>
      </div>
      <Link
        to={to}
        title={t("files.showMessage", { name: file.name })}
        className="grid size-9 shrink-0 place-items-center rounded-control text-ink-muted hover:bg-surface-hover hover:text-ink"
      >
        <MessageSquareText size={17} aria-hidden="true" />
        <span className="sr-only">{t("files.showMessage", { name: file.name })}</span>
      </Link>
    </li>
  );
}
