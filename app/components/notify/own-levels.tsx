import { Link } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { Section } from "#app/components/ui/section.tsx";
import { useLive } from "#app/hooks/use-live.tsx";
import { nameChannel } from "#app/shared/names.ts";

/** The conversations that differ from what is said for all, and the way to change that. */
export function OwnLevels() {
  const { t, i18n } = useTranslation();
  const state = useLive((live) => live.state);
  const { compare } = new Intl.Collator(i18n.language);
  const own = [...state.channels.values()]
    .filter(({ membership }) => membership && (membership.muted || membership.notifyLevel))
    .map((channel) => ({ channel, name: nameChannel(channel, state.users, state.userId, i18n) }))
    .sort((a, b) => compare(a.name, b.name));
  return (
    <Section title={t("notify.own")} lead={own.length === 0 && t("notify.ownNone")}>
      <ul className="flex flex-col divide-y divide-line border-y border-line empty:hidden">
        {own.map(({ channel: { id, membership }, name }) => (
          <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2">
            <Link
              to={`/channels/${id}/about`}
              className="min-w-0 font-medium wrap-anywhere text-accent-text underline"
            >
              <bdi>{name}</bdi>
            </Link>
            <span className="text-small text-ink-muted">
              {membership?.muted || !membership?.notifyLevel
                ? t("notify.ownMuted")
                : t(`notify.channelLevels.${membership.notifyLevel}`)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
