import "#app/i18n/pages/places.ts";
import "#app/i18n/pages/panels.ts";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Hash, Lock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { PageHeader } from "#app/components/chat/page-header.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { EmptyState } from "#app/components/ui/empty-state.tsx";
import { SearchForm } from "#app/components/ui/search-form.tsx";
import { Button, buttonClass } from "#app/components/ui/button.tsx";
import { browseChannelsSchema } from "#app/domain/channels/channels.schema.ts";
import { browseChannels, listArchivedChannels } from "#app/domain/channels/find-channels.server.ts";
import { createPageLoader } from "#app/doors/page-door.server.ts";
import { parseInput } from "#app/shared/schemas.ts";
import type { ChannelView } from "#app/shared/views.ts";

export const handle: PageHandle = { title: "titles.browse" };

export const loader = createPageLoader(async ({ actor, url }) => {
  const input = parseInput(browseChannelsSchema, { query: url.searchParams.get("query") ?? "" });
  const showsArchived = url.searchParams.has("archived");
  const [channels, archived] = await Promise.all([
    browseChannels(actor, input),
    showsArchived ? listArchivedChannels(actor) : null,
  ]);
  return { query: input.query, channels, archived };
});

export default function BrowseChannels() {
  const { t } = useTranslation();
  const { query, channels, archived } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={t("channels.browseTitle")} />
      <div className="overflow-y-auto">
        <div className="flex w-full max-w-2xl flex-col gap-4 p-4 md:py-6">
          <SearchForm
            name="query"
            label={t("channels.filter")}
            submit={t("channels.filterGo")}
            value={query}
          />
          {channels.length === 0 ? (
            <EmptyState
              text={query ? t("channels.noneMatching") : t("channels.none")}
              action={{ to: "/channels/new", label: t("sidebar.newChannel") }}
            />
          ) : (
            <ul className="divide-y divide-line border-y border-line">
              {channels.map((channel) => (
                <ChannelEntry key={channel.id} channel={channel} />
              ))}
            </ul>
          )}
          <Archived query={query} channels={archived} />
        </div>
      </div>
    </>
  );
}

/** The reader's archived channels, once they are asked for. */
function Archived({ query, channels }: { query: string; channels: ChannelView[] | null }) {
  const { t } = useTranslation();
  const address = (more: Record<string, string>) =>
    `?${new URLSearchParams({ ...(query && { query }), ...more })}`;
  const link = "w-fit text-small font-medium text-accent-text underline";
  if (!channels) {
    return (
      <Link to={address({ archived: "1" })} className={link}>
        {t("browsing.showArchived")}
      </Link>
    );
  }
  return (
    <section aria-labelledby="archived" className="flex flex-col gap-2 pt-4">
      <h2 id="archived" className="font-semibold">
        {t("browsing.archived")}
      </h2>
      {channels.length === 0 && <p className="text-ink-muted">{t("browsing.noneArchived")}</p>}
      <ul className="divide-y divide-line border-y border-line empty:hidden">
        {channels.map((channel) => (
          <ChannelEntry key={channel.id} channel={channel} />
        ))}
      </ul>
      <Link to={address({})} className={link}>
        {t("browsing.hideArchived")}
      </Link>
    </section>
  );
}

function ChannelEntry({ channel }: { channel: ChannelView }) {
  const { t } = useTranslation();
  return (
    <li className="flex items-center gap-3 py-2.5">
      {channel.kind === "private" ? (
        <Lock size={16} aria-label={t("channels.privateLabel")} className="shrink-0 text-ink-muted" />
      ) : (
        <Hash size={16} aria-hidden="true" className="shrink-0 text-ink-muted" />
      )}
      <div className="min-w-0 flex-1">
        <Link
          to={`/channels/${channel.id}`}
          className="block truncate font-medium hover:underline"
          title={channel.name ?? ""}
        >
          <bdi>{channel.name}</bdi>
        </Link>
        <p className="truncate text-small text-ink-muted">
          {t("channels.members", { count: channel.memberCount })}
          {channel.topic && <bdi> · {channel.topic}</bdi>}
        </p>
      </div>
      {channel.membership ? (
        <Link to={`/channels/${channel.id}`} className={buttonClass("plain")}>
          {t("channels.open")}
        </Link>
      ) : (
        <Form method="post" action={`/channels/${channel.id}`}>
          <input type="hidden" name="intent" value="join" />
          <Button>{t("channels.join")}</Button>
        </Form>
      )}
    </li>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
