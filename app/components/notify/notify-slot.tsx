import { useLocation, useNavigate } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLiveStore } from "#app/hooks/use-live.tsx";
import { useTimeZone } from "#app/hooks/use-time-zone.tsx";
import type { OwnUserView } from "#app/shared/views.ts";
import type { Watcher } from "./watcher.ts";

/** Loads what watches for messages once the page runs, and keeps it informed of where its reader is. Shows nothing. */
export function NotifySlot({ me }: { me: OwnUserView }) {
  const store = useLiveStore();
  const navigate = useNavigate();
  const { i18n } = useTranslation();
  const timeZone = useTimeZone();
  const openId = /^\/channels\/([^/]+)/.exec(useLocation().pathname)?.[1];
  const [watcher, setWatcher] = useState<Watcher>();

  useEffect(() => {
    let started: Watcher | undefined;
    let isWanted = true;
    import("./watcher.ts").then(
      ({ startWatcher }) => {
        if (isWanted) setWatcher((started = startWatcher(store)));
      },
      // Without it messages come all the same.
      () => undefined,
    );
    return () => {
      isWanted = false;
      started?.stop();
    };
  }, [store]);

  useEffect(
    () => watcher?.look({ me, timeZone, openId, i18n, open: navigate }),
    [watcher, me, timeZone, openId, i18n, navigate],
  );
  return null;
}
