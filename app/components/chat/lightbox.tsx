import "#app/i18n/pages/files.ts";
import { ChevronLeft, ChevronRight, Download, X } from "lucide-react";
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { usePreferences } from "#app/components/preferences.ts";
import { findFileUrl, formatBytes } from "#app/shared/files.ts";
import type { FileView } from "#app/shared/views.ts";

interface LightboxProps {
  images: readonly FileView[];
  /** The place of the one that is shown first. */
  first: number;
  onClose: () => void;
}

const TOOL =
  "grid size-9 shrink-0 place-items-center rounded-control text-ink-muted hover:bg-surface-hover hover:text-ink";

/**
 * The pictures of one message, as large as the window allows. The arrow keys go on and back, Escape and a click beside the
 * picture close it, and the focus goes back to where it was.
 */
export function Lightbox({ images, first, onClose }: LightboxProps) {
  const { t } = useTranslation();
  const { locale } = usePreferences();
  const dialog = useRef<HTMLDialogElement>(null);
  const [index, setIndex] = useState(first);
  const image = images[index];

  useEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    };
  }, []);

  if (!image) return null;
  const go = (step: number) => setIndex((index + step + images.length) % images.length);

  function handleKey(event: KeyboardEvent): void {
    // What is on the right comes next, unless one reads from there.
    const forward = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    go(event.key === forward ? 1 : -1);
  }

  function closeBeside({ target }: MouseEvent): void {
    if (target instanceof HTMLElement && !target.closest("img, a, button, bdi")) onClose();
  }

  return (
    // A dialog takes keys and clicks from all that is in it; each of them has a button as well.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      aria-label={t("files.viewer")}
      onKeyDown={handleKey}
      onClick={closeBeside}
      onClose={onClose}
      className="fixed inset-0 m-0 h-dvh max-h-none w-dvw max-w-none bg-surface text-ink"
    >
      <div className="flex h-full flex-col">
        <div className="flex h-13 shrink-0 items-center gap-1 border-b border-line ps-4 pe-2">
          <p className="flex min-w-0 flex-1 items-baseline gap-2 pe-2" aria-live="polite">
            <bdi className="truncate font-semibold" title={image.name}>
              {image.name}
            </bdi>
            <span className="shrink-0 text-small text-ink-muted tabular-nums">
              {formatBytes(image.bytes, locale)}
            </span>
            {images.length > 1 && (
              <span className="shrink-0 text-small text-ink-muted tabular-nums">
                {t("files.place", { place: index + 1, count: images.length })}
              </span>
            )}
          </p>
          {images.length > 1 && (
            <>
              <button type="button" className={TOOL} aria-label={t("files.previous")} onClick={() => go(-1)}>
                <ChevronLeft size={20} aria-hidden="true" className="rtl:-scale-x-100" />
              </button>
              <button type="button" className={TOOL} aria-label={t("files.next")} onClick={() => go(1)}>
                <ChevronRight size={20} aria-hidden="true" className="rtl:-scale-x-100" />
              </button>
            </>
          )}
          <a
            href={findFileUrl(image)}
            download={image.name}
            className={TOOL}
            aria-label={t("files.download", { name: image.name })}
          >
            <Download size={18} aria-hidden="true" />
          </a>
          <button type="button" className={TOOL} aria-label={t("files.close")} onClick={onClose}>
            <X size={18} aria-hidden="true" />
          </button>
        </div>
        <div className="flex min-h-0 flex-1 items-center justify-center p-4">
          <img
            key={image.id}
            src={findFileUrl(image)}
            alt={image.name}
            width={image.width ?? undefined}
            height={image.height ?? undefined}
            className="max-h-full w-auto max-w-full object-contain"
          />
        </div>
      </div>
    </dialog>
  );
}
