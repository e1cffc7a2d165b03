import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLiveStore } from "#app/hooks/use-live.tsx";
import { nameUser } from "#app/shared/names.ts";
import type { MessageView, UserView } from "#app/shared/views.ts";

interface ReactionListProps {
  message: MessageView;
  users: ReadonlyMap<string, UserView>;
}

/** Everybody who reacted, by emoji. */
export function ReactionList({ message, users }: ReactionListProps) {
  const { t, i18n } = useTranslation();
  useMissingPeople(message, users);
  if (message.reactions.length === 0) return null;
  const list = new Intl.ListFormat(i18n.language);
  const name = (userId: string) =>
    users.has(userId) ? nameUser(t, users.get(userId)) : t("message.somebody");
  const title = t("message.reactions");
  return (
    <section aria-label={title} className="mt-1 border-t border-line px-2 pt-2 pb-1 text-small">
      <h3 className="font-semibold text-ink-muted">{title}</h3>
      {/* Long lists scroll, also with the keys. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <dl tabIndex={0} aria-label={title} className="reaction-list">
        {message.reactions.map(({ emoji, userIds }) => (
          <div key={emoji} className="flex gap-2">
            <dt className="shrink-0 whitespace-nowrap">
              {emoji} <span className="text-ink-muted tabular-nums">{userIds.length}</span>
            </dt>
            <dd dir="auto" className="min-w-0 wrap-anywhere">
              {list.format(userIds.map(name))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** As many as one request may name. */
const AT_ONCE = 100;

/** Asks for who is not known yet; the answer is taken in by itself. */
function useMissingPeople({ reactions }: MessageView, users: ReadonlyMap<string, UserView>): void {
  const store = useLiveStore();
  const userIds = reactions.flatMap((reaction) => reaction.userIds);
  const missing = [...new Set(userIds)].filter((id) => !users.has(id));
  const wanted = missing.slice(0, AT_ONCE).join(" ");
  useEffect(() => {
    // Who cannot be found stays somebody.
    if (wanted) store.ask("user:find", { userIds: wanted.split(" ") }).catch(() => undefined);
  }, [store, wanted]);
}
