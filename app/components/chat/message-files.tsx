import { Download, File, FileArchive, FileAudio, FileImage, FileText, FileVideo } from "lucide-react";
import { useState, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { usePreferences } from "#app/components/preferences.ts";
import { findFileUrl, formatBytes, isImage } from "#app/shared/files.ts";
import type { FileView } from "#app/shared/views.ts";
import { fitImage } from "./image-size.ts";
import { defineLazyPart, useLazyPart } from "./lazy-part.ts";

const lightboxPart = defineLazyPart("lightbox", () => import("./lightbox.tsx"));

/** What is attached to a message: its pictures, which have their room before they are loaded, and below them the rest. */
export function MessageFiles({ files }: { files: readonly FileView[] }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<number | null>(null);
  const Lightbox = useLazyPart(lightboxPart, shown !== null)?.Lightbox;
  const images = files.filter(isImage);
  const others = files.filter((file) => !isImage(file));

  function open(event: MouseEvent, index: number): void {
    // What was asked to open elsewhere does.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    setShown(index);
  }

  return (
    <div className="my-1 flex flex-col gap-1.5">
      {images.length > 0 && (
        <ul aria-label={t("message.images")} className="flex flex-wrap gap-1.5">
          {images.map((file, index) => (
            <li key={file.id} className="max-w-full">
              <ImageLink
                file={file}
                isAlone={images.length === 1}
                onClick={(event) => open(event, index)}
                onNear={() => void lightboxPart.load().catch(() => undefined)}
              />
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <ul aria-label={t("message.files")} className="flex flex-col items-start gap-1">
          {others.map((file) => (
            <li key={file.id} className="max-w-full">
              <FileLink file={file} />
            </li>
          ))}
        </ul>
      )}
      {Lightbox && shown !== null && (
        <Lightbox images={images} first={shown} onClose={() => setShown(null)} />
      )}
    </div>
  );
}

interface ImageLinkProps {
  file: FileView;
  isAlone: boolean;
  onClick: (event: MouseEvent) => void;
  onNear: () => void;
}

function ImageLink({ file, isAlone, onClick, onNear }: ImageLinkProps) {
  const { width, height, isCut } = fitImage(file, isAlone);
  return (
    <a
      href={findFileUrl(file)}
      title={file.name}
      onClick={onClick}
      onPointerEnter={onNear}
      onFocus={onNear}
      className="block overflow-hidden rounded-control bg-surface-hover outline-1 -outline-offset-1 outline-line focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-accent"
    >
      <img
        src={findFileUrl(file)}
        alt={file.name}
        width={width}
        height={height}
        loading="lazy"
        decoding="async"
        // Squeezed on a phone it keeps its shape. Elsewhere its height is fixed, so that nothing moves when it comes.
        className={`max-w-full object-cover text-small text-ink-muted ${isCut ? "" : "max-sm:h-auto"}`}
      />
    </a>
  );
}

/** A file to be kept: what it is, what it is called, and how large it is. */
function FileLink({ file }: { file: FileView }) {
  const { t } = useTranslation();
  const { locale } = usePreferences();
  return (
    <a
      href={findFileUrl(file)}
      download={file.name}
      title={file.name}
      className="flex max-w-full items-center gap-2.5 rounded-control border border-line bg-surface py-1.5 ps-2.5 pe-3 hover:bg-surface-hover sm:max-w-90"
    >
      <FileIcon file={file} />
      <span className="min-w-0 flex-1">
        <span className="sr-only">{t("message.download")} </span>
        <bdi className="block truncate">{file.name}</bdi>
        <span className="block text-time text-ink-muted tabular-nums" suppressHydrationWarning>
          {formatBytes(file.bytes, locale)}
        </span>
      </span>
      <Download size={16} aria-hidden="true" className="shrink-0 text-ink-muted" />
    </a>
  );
}

export function FileIcon({ file: { type } }: { file: Pick<FileView, "type"> }) {
  const [family] = type.split("/");
  const look = { size: 20, "aria-hidden": true, className: "shrink-0 text-ink-muted", strokeWidth: 1.5 };
  if (family === "image") return <FileImage {...look} />;
  if (family === "video") return <FileVideo {...look} />;
  if (family === "audio") return <FileAudio {...look} />;
  if (type === "application/pdf" || family === "text") return <FileText {...look} />;
  if (/zip|7z/.test(type)) return <FileArchive {...look} />;
  return <File {...look} />;
}
