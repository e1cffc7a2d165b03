import "#app/i18n/pages/switcher.ts";
import { Form, Link, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { PageHeader } from "#app/components/chat/page-header.tsx";
import type { PageHandle } from "#app/components/page-title.tsx";
import { rank, type Entry } from "#app/components/switcher/match.ts";
import { SearchForm } from "#app/components/ui/search-form.tsx";
import { findPlaces } from "#app/doors/find-places.server.ts";
import { createPageLoader } from "#app/doors/page-door.server.ts";
import { useLive } from "#app/hooks/use-live.tsx";
import type { loader as shellLoader } from "#app/routes/shell.tsx";
import { nameChannel } from "#app/shared/names.ts";

export const handle: PageHandle = { title: "titles.jump" };

export const loader = createPageLoader(async ({ actor, url }) => {
  const q = url.searchParams.get("q") ?? "";
  return { q, ...(await findPlaces(actor, q)) };
});

const ENTRY = "block w-full truncate rounded-control px-2 py-2 text-start hover:bg-surface-hover";

/** What the quick switcher finds, as a page: conversations, people, and channels to join. */
export default function Go() {
  const { t, i18n } = useTranslation();
  const { q, people, channels } = useLoaderData<typeof loader>();
  const { me } = useRouteLoaderData<typeof shellLoader>("routes/shell")!;
  const state = useLive((live) => live.state);
  const own = [...state.channels.values()].map((channel): Entry => ({
    id: channel.id,
    group: (channel.membership?.unread ?? 0) > 0 ? "unread" : "conversations",
    name: nameChannel(channel, state.users, me.id, i18n),
    to: `/channels/${channel.id}`,
  }));
  const open = channels.map(({ id, name, topic }): Entry => ({
    id,
    group: "channels",
    name: name ?? "",
    detail: topic,
    to: `/channels/${id}`,
  }));
  const others = people.map((user): Entry => ({
    id: user.id,
    group: "people",
    name: user.displayName,
    detail: `@${user.username}`,
  }));
  const found = rank([...own, ...others, ...open], q, i18n.language);
  const groups = (["unread", "conversations", "people", "channels"] as const).filter((group) =>
    found.some((entry) => entry.group === group),
  );
  return (
    <>
      <PageHeader title={t("titles.jump")} />
      <div className="overflow-y-auto">
        <div className="flex w-full max-w-2xl flex-col gap-4 p-4 md:py-6">
          <SearchForm name="q" label={t("switcher.field")} submit={t("switcher.open")} value={q} />
          {groups.length === 0 && <p className="text-ink-muted">{t("switcher.none")}</p>}
          {groups.map((group) => (
            <section key={group} aria-label={t(`switcher.group.${group}`)}>
              <h2 className="pb-1 text-small font-semibold text-ink-muted">{t(`switcher.group.${group}`)}</h2>
              <ul className="-mx-2">
                {found
                  .filter((entry) => entry.group === group)
                  .map((entry) => (
                    <li key={entry.id}>
                      <Place entry={entry} />
                    </li>
                  ))}
              </ul>
            </section>
          ))}
        </div>
      </div>
    </>
  );
}

function Place({ entry }: { entry: Entry }) {
  const words = (
    <>
      <bdi className="font-medium">{entry.name}</bdi>{" "}
      <bdi className="text-small text-ink-muted">{entry.detail}</bdi>
    </>
  );
  if (entry.to !== undefined) {
    return (
      <Link to={entry.to} className={ENTRY}>
        {words}
      </Link>
    );
  }
  return (
    <Form method="post" action="/messages/new">
      <input type="hidden" name="userIds" value={entry.id} />
      <button className={ENTRY}>{words}</button>
    </Form>
  );
}

export { PageError as ErrorBoundary } from "#app/components/error-page.tsx";
