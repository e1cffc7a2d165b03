import { Form } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { ChannelLevel } from "#app/components/notify/channel-level.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { Section } from "#app/components/ui/section.tsx";
import { useLive } from "#app/hooks/use-live.tsx";
import type { ChannelView, MembershipView } from "#app/shared/views.ts";

interface OwnSettingsProps {
  channel: ChannelView;
  membership: MembershipView;
}

/** What a conversation is to the reader alone: what it tells them, muted, starred, hidden. */
export function OwnSettings({ channel, membership: onServer }: OwnSettingsProps) {
  const { t } = useTranslation();
  const live = useLive(({ state }) => state.channels.get(channel.id));
  const known = live?.membership;
  const membership = known && known.revision >= onServer.revision ? known : onServer;
  const lastSeq = Math.max(channel.lastSeq, live?.lastSeq ?? 0);
  const isHidden = membership.hiddenSeq !== null && lastSeq <= membership.hiddenSeq;
  const settings = [
    { field: "muted", isOn: membership.muted, label: membership.muted ? "unmute" : "mute", hint: "muteHint" },
    {
      field: "starred",
      isOn: membership.starred,
      label: membership.starred ? "unstar" : "star",
      hint: "starHint",
    },
    { field: "hidden", isOn: isHidden, label: isHidden ? "unhide" : "hide", hint: "hideHint" },
  ] as const;
  return (
    <Section title={t("about.yours")} lead={t("about.yoursLead")}>
      <ChannelLevel level={membership.notifyLevel} />
      <ul className="flex flex-col gap-3">
        {settings.map(({ field, isOn, label, hint }) => (
          <li key={field}>
            <Form
              method="post"
              preventScrollReset
              className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1"
            >
              <input type="hidden" name="intent" value="set-own" />
              <p id={`${field}-hint`} className="min-w-40 flex-1 text-small text-ink-muted">
                {t(`about.${hint}`)}
              </p>
              <Button look="plain" name={field} value={String(!isOn)} aria-describedby={`${field}-hint`}>
                {t(`about.${label}`)}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </Section>
  );
}
