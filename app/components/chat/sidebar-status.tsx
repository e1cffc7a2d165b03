import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLiveStore } from "#app/hooks/use-live.tsx";
import type { OwnUserView, Presence } from "#app/shared/views.ts";

const STATUSES = ["online", "away", "busy"] as const;

/** What others see of one's presence, to be chosen. It needs a connection, so there is no form for it. */
export function SidebarStatus({
  self,
  onChosen,
}: {
  self: Pick<OwnUserView, "presence">;
  onChosen: () => void;
}) {
  const { t } = useTranslation();
  const store = useLiveStore();
  const [chosen, setChosen] = useState<{ status: Presence; before: Presence } | null>(null);
  // With the arrow keys one passes what one does not mean.
  const isByKey = useRef(false);
  const shown = chosen?.before === self.presence ? chosen.status : self.presence;

  async function choose(status: (typeof STATUSES)[number]): Promise<void> {
    setChosen({ status, before: self.presence });
    // What was refused is shown as it is; else the choice shows until the news of it has come back.
    await store.ask("presence:set", { status }).catch(() => setChosen(null));
    if (!isByKey.current) onChosen();
  }

  return (
    <fieldset className="flex flex-col">
      <legend className="px-2 pb-1 text-small font-medium">{t("sidebar.presenceChoice")}</legend>
      {STATUSES.map((status) => (
        <label
          key={status}
          className="flex min-h-9 cursor-pointer items-center gap-2 rounded-control px-2 hover:bg-surface-hover"
        >
          <input
            type="radio"
            name="presence"
            className="accent-accent"
            checked={shown === status}
            onKeyDown={({ key }) => (isByKey.current = key.startsWith("Arrow"))}
            onChange={() => void choose(status)}
          />
          {t(`sidebar.presence.${status}`)}
        </label>
      ))}
    </fieldset>
  );
}
