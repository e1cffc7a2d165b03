import "#app/i18n/pages/places.ts";
import { Link, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { PageHeader } from "#app/components/chat/page-header.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { SearchForm } from "#app/components/ui/search-form.tsx";
import { searchMessages } from "#app/domain/search/search-messages.server.ts";
import { searchSchema } from "#app/domain/search/search.schema.ts";
import { createPageLoader } from "#app/doors/page-door.server.ts";
import { useLive } from "#app/hooks/use-live.tsx";
import { useDateStyle } from "#app/hooks/use-time-zone.tsx";
import type { loader as shellLoader } from "#app/routes/shell.tsx";
import { formatFull, formatShort } from "#app/shared/dates.ts";
import { nameChannel, nameUser } from "#app/shared/names.ts";
import { parseInput } from "#app/shared/schemas.ts";

export const handle: PageHandle = { title: "titles.search" };

export const loader = createPageLoader(async ({ actor, url }) => {
  const input = parseInput(searchSchema, { q: url.searchParams.get("q") ?? "" });
  return { q: input.q, ...(await searchMessages(actor, input)) };
});

export default function Search() {
  const { t, i18n } = useTranslation();
  const { q, messages, users } = useLoaderData<typeof loader>();
  const { me } = useRouteLoaderData<typeof shellLoader>("routes/shell")!;
  const state = useLive((live) => live.state);
  const dateStyle = useDateStyle();
  const authors = new Map(users.map((user) => [user.id, user]));
  return (
    <>
      <PageHeader title={t("search.title")} />
      <div className="overflow-y-auto">
        <div className="flex w-full max-w-2xl flex-col gap-4 p-4 md:py-6">
          <SearchForm name="q" label={t("search.label")} submit={t("search.go")} value={q} />
          {messages.length === 0 && (
            <p className="text-ink-muted">{q ? t("search.none") : t("search.lead")}</p>
          )}
          <ul className="divide-y divide-line">
            {messages.map((message) => {
              const channel = state.channels.get(message.channelId);
              return (
                <li key={message.id}>
                  <Link
                    to={`/channels/${message.channelId}?message=${message.seq}`}
                    className="-mx-2 block rounded-control px-2 py-2.5 hover:bg-surface-hover"
                  >
                    <p className="flex flex-wrap items-baseline gap-x-2">
                      <bdi className="font-semibold">{nameUser(t, authors.get(message.authorId))}</bdi>
                      <span className="text-time text-ink-muted">
                        {channel &&
                          `${t(`search.in.${channel.kind === "direct" ? "direct" : "channel"}`, { name: nameChannel(channel, state.users, me.id, i18n) })} · `}
                        <time
                          dateTime={message.createdAt}
                          title={formatFull(message.createdAt, dateStyle)}
                          suppressHydrationWarning
                        >
                          {formatShort(message.createdAt, dateStyle)}
                        </time>
                      </span>
                    </p>
                    <p dir="auto" className="line-clamp-3 break-words whitespace-pre-wrap">
                      {message.body}
                    </p>
                  </Link>
                </li>
              );
            })}
          </ul>
        </div>
      </div>
    </>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
