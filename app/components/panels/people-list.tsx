import "#app/i18n/pages/panels.ts";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "#app/components/ui/avatar.tsx";
import { PresenceDot } from "#app/components/ui/presence-dot.tsx";
import { useLive } from "#app/hooks/use-live.tsx";
import { nameUser } from "#app/shared/names.ts";
import type { UserView } from "#app/shared/views.ts";

/** People, one a line, with whether they are there. */
export function PeopleList({ people, selfId }: { people: UserView[]; selfId: string }) {
  return (
    <ul className="flex flex-col gap-1">
      {people.map((user) => (
        <li key={user.id}>
          <PersonLine user={user} isSelf={user.id === selfId} />
        </li>
      ))}
    </ul>
  );
}

interface PersonLineProps {
  user: UserView;
  isSelf: boolean;
  /** After the user name, muted. */
  note?: string;
  /** At the end of the line. */
  children?: ReactNode;
}

/** One person as they are now: face, presence, names. */
export function PersonLine({ user: onServer, isSelf, note, children }: PersonLineProps) {
  const { t } = useTranslation();
  const user = useLive(({ state }) => state.users.get(onServer.id)) ?? onServer;
  return (
    <div className="flex min-h-11 items-center gap-3">
      <span className="relative shrink-0">
        <Avatar name={nameUser(t, user)} seed={user.id} url={user.avatarUrl} className="size-8" />
        <PresenceDot presence={user.presence} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="truncate" title={nameUser(t, user)}>
          <bdi className="font-medium">{nameUser(t, user)}</bdi>
          {isSelf && <span className="text-ink-muted"> ({t("about.you")})</span>}
          <span className="sr-only"> {t(`panels.presence.${user.presence}`)}</span>
        </p>
        <p className="truncate text-small text-ink-muted">
          @{user.username}
          {note && ` · ${note}`}
        </p>
      </div>
      {children}
    </div>
  );
}
