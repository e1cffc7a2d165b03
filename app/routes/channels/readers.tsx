import "#app/i18n/en/panels.ts";
import { Link, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Panel } from "#app/components/panels/panel.tsx";
import { PeopleList } from "#app/components/panels/people-list.tsx";
import { listReceipts } from "#app/domain/memberships/list-receipts.server.ts";
import { findUsersById } from "#app/domain/users/find-users.server.ts";
import { createPageLoader } from "#app/doors/page-door.server.ts";
import { useLive, useLiveStore } from "#app/hooks/use-live.tsx";
import type { loader as shellLoader } from "#app/routes/shell.tsx";
import type { UserView } from "#app/shared/views.ts";
import { requireMessage } from "./panel-door.server.ts";

/** More names than that nobody reads; they are counted all the same. */
const SHOWN_MAX = 200;

export const loader = createPageLoader(async ({ actor, params }) => {
  const message = await requireMessage(actor, params);
  const receipts = (await listReceipts(actor, message.channelId)).filter(
    ({ userId }) => userId !== message.authorId,
  );
  const people = await findUsersById(receipts.map(({ userId }) => userId));
  people.sort((a, b) => a.displayName.localeCompare(b.displayName, "en"));
  return { message, receipts, people };
});

/** Who has read a message, and who has got it. */
export default function Readers() {
  const { t } = useTranslation();
  const { message, receipts, people } = useLoaderData<typeof loader>();
  const { me } = useRouteLoaderData<typeof shellLoader>("routes/shell")!;
  const store = useLiveStore();
  const live = useLive().state.receipts.get(message.channelId);
  useEffect(() => void store.loadReceipts(message.channelId), [store, message.channelId]);

  const marks = new Map(receipts.map((receipt) => [receipt.userId, receipt]));
  const isIn = (mark: "readSeq" | "deliveredSeq") => (user: UserView) =>
    Math.max(marks.get(user.id)?.[mark] ?? 0, live?.get(user.id)?.[mark] ?? 0) >= message.seq;
  const read = people.filter(isIn("readSeq"));
  const delivered = people.filter((user) => isIn("deliveredSeq")(user) && !read.includes(user));
  return (
    <Panel title={t("readers.title", { count: read.length })} channelId={message.channelId}>
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
          <Group title={t("readers.read")} people={read} none={t("readers.readNobody")} selfId={me.id} />
        )}
        <Group
          title={t("readers.delivered")}
          people={delivered}
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
  none: string;
  selfId: string;
}

function Group({ title, people, none, selfId }: GroupProps) {
  return (
    <section className="flex flex-col gap-1">
      <h3 className="text-small font-semibold text-ink-muted">
        {title} {people.length > 0 && <span className="tabular-nums">{people.length}</span>}
      </h3>
      {people.length === 0 && <p className="text-ink-muted">{none}</p>}
      <PeopleList people={people.slice(0, SHOWN_MAX)} selfId={selfId} />
    </section>
  );
}

export { PanelError as ErrorBoundary } from "#app/components/panels/panel-error.tsx";
