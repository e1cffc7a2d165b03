import "#app/i18n/pages/security.ts";
import { Form } from "@remix-run/react";
import type { TFunction } from "i18next";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { DeviceView } from "#app/shared/account-views.ts";
import { sayWith } from "./chat/say-with-names.tsx";
import { Button } from "./ui/button.tsx";
import { TimeAgo } from "./ui/time-ago.tsx";

/** One's own open sessions, each but this one with a button to end it (the intent "end-session"). */
export function SessionList({ sessions, now }: { sessions: DeviceView[]; now: string }) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {sessions.map((session) => (
        <SessionItem key={session.id} session={session} now={now} />
      ))}
    </ul>
  );
}

function SessionItem({ session, now }: { session: DeviceView; now: string }) {
  const { t } = useTranslation();
  const nameId = useId();
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <bdi id={nameId} className="font-medium break-words">
            {nameDevice(t, session.device)}
          </bdi>
          {session.current && <span className="text-small text-accent-text">{t("security.current")}</span>}
        </p>
        <p className="text-small text-ink-muted">
          {t("security.address", { address: session.address })} · {t(`security.method.${session.method}`)} ·{" "}
          {sayWith(t, "security.lastSeen", { time: <TimeAgo at={session.lastSeenAt} now={now} /> })}
        </p>
      </div>
      {!session.current && (
        <Form method="post">
          <input type="hidden" name="intent" value="end-session" />
          <input type="hidden" name="sessionId" value={session.id} />
          <Button look="plain" aria-describedby={nameId}>
            {t("security.endSession")}
          </Button>
        </Form>
      )}
    </li>
  );
}

function nameDevice(t: TFunction, { browser, system }: DeviceView["device"]): string {
  if (!browser) return t("security.unknownDevice");
  return system ? t("security.device", { browser, system }) : browser;
}
