import "#app/i18n/pages/panels.ts";
import { Link, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Panel } from "#app/components/panels/panel.tsx";
import { PeopleList } from "#app/components/panels/people-list.tsx";
import { listReaders } from "#app/domain/memberships/list-readers.server.ts";
import { createPageLoader } from "#app/doors/page-door.server.ts";
import { useLive, useLiveStore } from "#app/hooks/use-live.tsx";
import type { loader as shellLoader } from "#app/routes/shell.tsx";
import type { UserView } from "#app/shared/views.ts";
import { requireMessage } from "./panel-door.server.ts";

export const loader = createPageLoader(async ({ actor, params }) => {
  const message = await requireMessage(actor, params);
  const readers = await listReaders(actor, message);
  const { compare } = new Intl.Collator(actor.preferences.locale);
  readers.people.sort((a, b) => compare(a.displayName, b.displayName));
  return { message, ...readers };
});

/** Who has read a message, and who has got it. */
export default function Readers() {
  const { t } = useTranslation();
  const { message, receipts, people, counts } = useLoaderData<typeof loader>();
  const { me } = useRouteLoaderData<typeof shellLoader>("routes/shell")!;
  const store = useLiveStore();
  const live = useLive(({ state }) => state.receipts.get(message.channelId));
  useEffect(() => void store.loadReceipts(message.channelId), [store, message.channelId]);

  const marks = new Map(receipts.map((receipt) => [receipt.userId, receipt]));
  const isIn = (mark: "readSeq" | "deliveredSeq") => (user: UserView) =>
    Math.max(marks.get(user.id)?.[mark] ?? 0, live?.get(user.id)?.[mark] ?? 0) >= message.seq;
  const read = people.filter(isIn("readSeq"));
  const delivered = people.filter((user) => isIn("deliveredSeq")(user) && !read.includes(user));
  const { read: readCount, delivered: deliveredCount } = counts ?? {
    read: read.length,
    delivered: delivered.length,
  };
  return (
    <Panel title={t("readers.title", { count: readCount })} channelId={message.channelId}>
      <div className="flex flex-col gap-6 p-4">
        {me.sendsReceipts ? (
          <p className="text-small text-ink-muted">{t("readers.limits")}</p>
        ) : (
          <p className="text-small">
            {t("readers.own")}{" "}
            <Link to="/settings/privacy" className="font-medium text-accent-text underline">
              {t("readers.change")}
            </Link>
          </p>
        )}
        {me.sendsReceipts && (
          <Group
            title={t("readers.read")}
            people={read}
            count={readCount}
            none={t("readers.readNobody")}
            selfId={me.id}
          />
        )}
        <Group
          title={t("readers.delivered")}
          people={delivered}
          count={deliveredCount}
          none={t("readers.deliveredNobody")}
          selfId={me.id}
        />
      </div>
    </Panel>
  );
}

interface GroupProps {
  title: string;
  people: UserView[];
  /** Of all of them, listed or not. */
  count: number;
  none: string;
  selfId: string;
}

function Group({ title, people, count, none, selfId }: GroupProps) {
  return (
    <section className="flex flex-col gap-1">
      <h3 className="text-small font-semibold text-ink-muted">
        {title} {count > 0 && <span className="tabular-nums">{count}</span>}
      </h3>
      {count === 0 && <p className="text-ink-muted">{none}</p>}
      <PeopleList people={people} selfId={selfId} />
    </section>
  );
}

export { PanelError as ErrorBoundary } from "#app/components/panels/panel-error.tsx";
