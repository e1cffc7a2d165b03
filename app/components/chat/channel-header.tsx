import { Form, Link, useLocation } from "@remix-run/react";
import { Info, Paperclip, Pin, Star, Users } from "lucide-react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useLiveStore } from "#app/hooks/use-live.tsx";
import type { ChannelView } from "#app/shared/views.ts";
import { ChannelIcon } from "./channel-icon.tsx";
import { PageHeader } from "./page-header.tsx";

const TOOL =
  "inline-flex min-h-9 min-w-9 shrink-0 items-center justify-center gap-1.5 rounded-control px-2 text-small text-ink-muted hover:bg-surface-hover hover:text-ink";

/** The head of a conversation: what it is called and about, who is in it, and the ways to the rest. */
export function ChannelHeader({ channel, name }: { channel: ChannelView; name: string }) {
  const { t } = useTranslation();
  const address = `/channels/${channel.id}`;
  const isMember = channel.membership !== null;
  const isDirect = channel.kind === "direct";
  return (
    <PageHeader title={name} icon={<ChannelIcon kind={channel.kind} />} detail={channel.topic}>
      {isMember && <StarToggle channel={channel} />}
      {isMember && (
        <Link
          to={`${address}/pins`}
          preventScrollReset
          title={t("conversation.pins")}
          className={`${TOOL} max-sm:hidden`}
        >
          <Pin size={16} aria-hidden="true" />
          <span className="sr-only">{t("conversation.pins")}</span>
        </Link>
      )}
      {isMember && (
        <Link
          to={`${address}/files`}
          preventScrollReset
          title={t("conversation.files")}
          className={`${TOOL} max-sm:hidden`}
        >
          <Paperclip size={16} aria-hidden="true" />
          <span className="sr-only">{t("conversation.files")}</span>
        </Link>
      )}
      {!isDirect && isMember && (
        <Link to={`${address}/members`} preventScrollReset className={TOOL}>
          <Users size={16} aria-hidden="true" />
          <span className="max-sm:sr-only">{t("channels.members", { count: channel.memberCount })}</span>
        </Link>
      )}
      {!isDirect && !isMember && (
        <span className="shrink-0 text-small text-ink-muted">
          {t("channels.members", { count: channel.memberCount })}
        </span>
      )}
      <Link to={`${address}/about`} preventScrollReset title={t("conversation.about")} className={TOOL}>
        <Info size={17} aria-hidden="true" />
        <span className="sr-only">{t("conversation.about")}</span>
      </Link>
    </PageHeader>
  );
}

/** Puts the conversation at the top of the list, or back. */
function StarToggle({ channel }: { channel: ChannelView }) {
  const { t } = useTranslation();
  const store = useLiveStore();
  const { pathname } = useLocation();
  const isStarred = channel.membership?.starred ?? false;

  function toggle(event: FormEvent<HTMLFormElement>): void {
    // Without a live connection the form does it.
    if (store.getSnapshot().status !== "online") return;
    event.preventDefault();
    const form = event.currentTarget;
    store.ask("channel:set", { channelId: channel.id, starred: !isStarred }).catch(() => form.submit());
  }

  return (
    <Form method="post" action={`/channels/${channel.id}`} preventScrollReset onSubmit={toggle}>
      <input type="hidden" name="intent" value={isStarred ? "unstar" : "star"} />
      <input type="hidden" name="next" value={pathname} />
      <button aria-pressed={isStarred} title={t("conversation.star")} className={TOOL}>
        <Star
          size={16}
          aria-hidden="true"
          className={isStarred ? "fill-accent text-accent-text" : undefined}
        />
        <span className="sr-only">{t("conversation.star")}</span>
      </button>
    </Form>
  );
}
