import { Form, NavLink } from "@remix-run/react";
import { LogOut, Settings } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "#app/components/ui/avatar.tsx";
import { PresenceDot } from "#app/components/ui/presence-dot.tsx";
import { useHydrated } from "#app/hooks/use-hydrated.ts";
import { useLive } from "#app/hooks/use-live.tsx";
import type { OwnUserView } from "#app/shared/views.ts";

const SidebarStatus = lazy(async () => ({ default: (await import("./sidebar-status.tsx")).SidebarStatus }));

const TOOL =
  "grid size-8 shrink-0 place-items-center rounded-control text-ink-muted hover:bg-surface-hover hover:text-ink";

/** Oneself: whether others see one as there, the settings, and the way out. */
export function SidebarFoot({ me }: { me: OwnUserView }) {
  const { t } = useTranslation();
  const isLive = useHydrated();
  const [isOpened, setOpened] = useState(false);
  const choice = useRef<HTMLDivElement>(null);
  // Also what was changed on another device.
  const self = useLive(({ state }) => state.users.get(me.id)) ?? me;
  const face = (
    <span className="relative flex shrink-0">
      <Avatar name={self.displayName} seed={me.id} url={self.avatarUrl} className="size-7" />
      {isLive && <PresenceDot presence={self.presence} />}
    </span>
  );
  return (
    <div className="flex shrink-0 items-center gap-2 border-t border-line p-2">
      {isLive ? (
        <>
          <button
            type="button"
            popovertarget="own-presence"
            aria-label={t("sidebar.presenceOf", { presence: t(`sidebar.presence.${self.presence}`) })}
            title={t(`sidebar.presence.${self.presence}`)}
            className="rounded-full"
            onClick={() => setOpened(true)}
          >
            {face}
          </button>
          <div
            id="own-presence"
            ref={choice}
            popover="auto"
            className="beside-opener w-52 rounded-floating border border-line bg-surface-raised p-2 text-ink shadow-floating"
          >
            {isOpened && (
              <Suspense fallback={null}>
                <SidebarStatus self={self} onChosen={() => choice.current?.hidePopover()} />
              </Suspense>
            )}
          </div>
        </>
      ) : (
        face
      )}
      <bdi className="min-w-0 flex-1 truncate text-small font-medium" title={self.displayName}>
        {self.displayName}
      </bdi>
      <NavLink to="/settings" title={t("sidebar.settings")} className={TOOL}>
        <Settings size={16} aria-hidden="true" />
        <span className="sr-only">{t("sidebar.settings")}</span>
      </NavLink>
      <Form method="post" action="/logout">
        <button title={t("sidebar.logOut")} className={TOOL}>
          <LogOut size={16} aria-hidden="true" />
          <span className="sr-only">{t("sidebar.logOut")}</span>
        </button>
      </Form>
    </div>
  );
}
