import { useTranslation } from "react-i18next";
import { nameUser } from "#app/shared/names.ts";
import type { UserView } from "#app/shared/views.ts";
import { sayWithNames } from "./say-with-names.tsx";
import type { TimelineRow } from "./timeline-rows.ts";

/** `off` for what is history: it comes and goes without being told to those who listen. */
export type Telling = "off" | undefined;

/** Before the first message of a day. */
export function DayLine({ row, live }: { row: TimelineRow & { kind: "day" }; live: Telling }) {
  const { t } = useTranslation();
  return (
    <div
      aria-live={live}
      className="not-anchor mx-4 flex items-center gap-3 pt-4 text-small text-ink-muted"
      suppressHydrationWarning
    >
      <span className="h-px flex-1 bg-line" />
      {row.relative ? t(`timeline.${row.relative}`) : row.day}
      <span className="h-px flex-1 bg-line" />
    </div>
  );
}

/** Where one left off. */
export function UnreadLine({ live }: { live?: Telling }) {
  const { t } = useTranslation();
  return (
    <div
      aria-live={live}
      className="not-anchor mx-4 flex items-center gap-2 pt-2 text-small font-medium text-danger"
    >
      <span className="h-px flex-1 bg-danger" />
      {t("timeline.unread")}
    </div>
  );
}

/** So many people are named, if there is one more. */
const NAMED = 2;

/** Several people who came or went, in one sentence. */
export function PeopleLine({
  row,
  users,
  live,
}: {
  row: TimelineRow & { kind: "people" };
  users: ReadonlyMap<string, UserView>;
  live: Telling;
}) {
  const { t, i18n } = useTranslation();

  const count = (ids: string[]) => new Set(ids).size;

  function list(ids: string[]): string {
    const names = [...new Set(ids)].map((id) => nameUser(t, users.get(id)));
    const others = names.length > NAMED + 1 ? names.splice(NAMED).length : 0;
    if (others > 0) names.push(t("conversation.others", { count: others }));
    return new Intl.ListFormat(i18n.language).format(names);
  }

  return (
    <p
      dir="auto"
      aria-live={live}
      className="py-0.5 ps-16 pe-4 text-small [overflow-wrap:anywhere] text-ink-muted"
    >
      {row.joined.length > 0 && (
        <span>
          {sayWithNames(t, "conversation.joined", { names: list(row.joined) }, { count: count(row.joined) })}
        </span>
      )}
      {row.joined.length > 0 && row.left.length > 0 && " · "}
      {row.left.length > 0 && (
        <span>
          {sayWithNames(t, "conversation.left", { names: list(row.left) }, { count: count(row.left) })}
        </span>
      )}
    </p>
  );
}
