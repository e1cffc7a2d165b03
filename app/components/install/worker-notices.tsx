import "#app/i18n/pages/install.ts";
import { useLocation } from "@remix-run/react";
import { useEffect, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useLive, useLiveStore } from "#app/hooks/use-live.tsx";
import { useDateStyle } from "#app/hooks/use-time-zone.tsx";
import {
  askForUpdate,
  forgetCopies,
  listLoaded,
  newerVersion,
  readCopyTime,
  registerWorker,
  tellWorker,
} from "#app/hooks/worker-client.ts";
import { formatFull, formatShort } from "#app/shared/dates.ts";
import { COPY_ATTRIBUTE, isConversationPath } from "#app/shared/service-worker.ts";

/** Keeps this device ready for being without a network, and says when what is shown is a copy. */
export function OfflineCopy() {
  const { t, i18n } = useTranslation();
  const status = useLive((live) => live.status);
  const dateStyle = useDateStyle();
  // Gone for good once the page was connected.
  const copiedAt = status === "online" ? null : readCopyTime();
  useWorker(i18n.language);

  useEffect(() => {
    if (status !== "online") return;
    document.documentElement.removeAttribute(COPY_ATTRIBUTE);
    void askForUpdate();
  }, [status]);

  if (!copiedAt) return null;
  return (
    <output
      title={formatFull(copiedAt, dateStyle)}
      className="offline-copy block truncate bg-warning-surface px-4 text-small text-warning"
    >
      {t("offline.copyOf", { time: formatShort(copiedAt, dateStyle) })}
    </output>
  );
}

function useWorker(locale: string): void {
  const store = useLiveStore();
  const { pathname } = useLocation();
  useEffect(() => {
    registerWorker();
    void tellWorker({ type: "loaded", urls: listLoaded(), locale });
  }, [locale]);
  useEffect(() => store.onSessionEnd(() => void forgetCopies()), [store]);
  useEffect(() => {
    const path = pathname.replace(/\/$/, "");
    if (!isConversationPath(path)) return;
    const keep = () => void tellWorker({ type: "keep", path });
    keep();
    // As somebody leaves it, it is what they have read.
    document.addEventListener("visibilitychange", keep);
    return () => document.removeEventListener("visibilitychange", keep);
  }, [pathname]);
}

/** One quiet line for who has had a page open since before a new version came. */
export function NewVersion() {
  const { t } = useTranslation();
  const isThere = useSyncExternalStore(newerVersion.subscribe, newerVersion.read, () => false);
  if (!isThere) return null;
  return (
    <output className="block border-t border-line px-4 py-2 text-small text-ink-muted">
      {t("update.ready")}{" "}
      <button
        type="button"
        className="font-medium text-accent-text underline"
        onClick={() => window.location.reload()}
      >
        {t("update.reload")}
      </button>
    </output>
  );
}
