import "#app/i18n/pages/admin.ts";
import { Link } from "@remix-run/react";
import type { i18n, TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useDateStyle } from "#app/hooks/use-time-zone.tsx";
import { say } from "#app/i18n/say.ts";
import { formatFull, formatShort } from "#app/shared/dates.ts";
import type { AuditEntryView } from "#app/shared/account-views.ts";
import { nameUser } from "#app/shared/names.ts";
import type { UserView } from "#app/shared/views.ts";

interface AuditEntryProps {
  entry: AuditEntryView;
  people: ReadonlyMap<string, UserView>;
  /** Whether people lead to their accounts, for who may open those. */
  linksPeople: boolean;
}

/** One row of the audit log: who did what to whom, when, from where. */
export function AuditEntry({ entry, people, linksPeople }: AuditEntryProps) {
  const { t, i18n } = useTranslation();
  const dateStyle = useDateStyle();
  const { id, at, actorId, action, target, details, address, requestId } = entry;
  const places = [
    t("admin.auditEntry", { number: id }),
    ...(address ? [t("admin.auditFromAddress", { address })] : []),
    ...(requestId ? [t("admin.auditRequest", { requestId })] : []),
  ];
  const person = (userId: string) => (
    <Person userId={userId} user={people.get(userId)} isLink={linksPeople} />
  );
  return (
    <li className="flex flex-col gap-0.5 py-2.5">
      <p className="flex flex-wrap gap-x-2 leading-6">
        <time dateTime={at} title={formatFull(at, dateStyle)} className="text-ink-muted tabular-nums">
          {formatShort(at, dateStyle)}
        </time>
        {actorId ? person(actorId) : <span className="text-ink-muted">{t("admin.auditSystem")}</span>}
        <span>{nameAction(t, action)}</span>
        {target.type === "user" ? (
          target.id !== actorId && person(target.id)
        ) : (
          <code className="font-mono text-small break-all">{target.id}</code>
        )}
      </p>
      {Object.keys(details).length > 0 && (
        <p className="text-small break-words">
          <bdi>{describeDetails(i18n, details).join(" · ")}</bdi>
        </p>
      )}
      <p className="text-small break-all text-ink-muted">{places.join(" · ")}</p>
    </li>
  );
}

function Person({ userId, user, isLink }: { userId: string; user: UserView | undefined; isLink: boolean }) {
  const { t } = useTranslation();
  const name = user ? `${nameUser(t, user)} (@${user.username})` : userId;
  if (!isLink || !user) return <bdi className="break-all">{name}</bdi>;
  return (
    <Link to={`/admin/users/${userId}`} className="font-medium break-all hover:underline">
      <bdi>{name}</bdi>
    </Link>
  );
}

/** What an action of the audit log is called; one that has no name yet stands there as it is. */
export function nameAction(t: TFunction, action: string): string {
  return say(t, `admin.actions.${action.replaceAll(".", "_")}`, { defaultValue: action });
}

/** The details as "name: value", whatever they hold. */
function describeDetails(speaker: i18n, details: Record<string, unknown>): string[] {
  const { compare } = new Intl.Collator(speaker.language);
  // The database keeps them in an order of its own.
  return Object.entries(details)
    .map(([key, value]) => ({
      label: say(speaker.t, `admin.details.${key}`, { defaultValue: key }),
      value: describeValue(speaker, value),
    }))
    .sort((one, other) => compare(one.label, other.label))
    .map((detail) => speaker.t("admin.detail", detail));
}

function describeValue(speaker: i18n, value: unknown): string {
  const list = new Intl.ListFormat(speaker.language, { style: "narrow" });
  if (Array.isArray(value))
    return value.length > 0 ? list.format(value.map((each) => describeValue(speaker, each))) : "–";
  if (typeof value === "object" && value !== null)
    return `(${list.format(describeDetails(speaker, value as Record<string, unknown>))})`;
  return value === "" || value === null ? "–" : typeof value === "string" ? value : JSON.stringify(value);
}
