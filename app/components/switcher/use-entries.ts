import { useNavigate, useSubmit } from "@remix-run/react";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLive, useLiveStore } from "#app/hooks/use-live.tsx";
import { nameChannel } from "#app/shared/names.ts";
import { SECOND } from "#app/shared/time.ts";
import type { ChannelView, OwnUserView, UserView } from "#app/shared/views.ts";
import type { Entry } from "./match.ts";
import { listRecent } from "./recent.ts";

/** Typing that rests so long is worth a question to the server. */
const ASK_AFTER = SECOND / 8;

interface EntriesOptions {
  me: OwnUserView;
  opensAdmin: boolean;
  query: string;
  onList: () => void;
}

/** Everything that one can go to or do, and whether the server could be asked for the part that is not here. */
export function useEntries({ me, opensAdmin, query, onList }: EntriesOptions) {
  const { places, hasFailed } = usePlaces(query);
  const own = useOwnConversations(me.id);
  const pages = usePages(opensAdmin);
  const commands = useCommands(onList);
  const navigate = useNavigate();
  const store = useLiveStore();
  const entries = useMemo(() => {
    // Whom one writes with already is there by their conversation.
    const known = new Set(own.map(({ personId }) => personId));
    const others = places.people.filter(({ id }) => !known.has(id));
    const people = others.map((user): Entry => ({
      id: user.id,
      group: "people",
      name: user.displayName,
      detail: `@${user.username}`,
      run: async () => {
        const { id } = await store.ask("channel:direct", { userIds: [user.id] });
        navigate(`/channels/${id}`);
      },
    }));
    const channels = places.channels.map((channel): Entry => ({
      id: channel.id,
      group: "channels",
      name: channel.name ?? "",
      detail: channel.topic,
      to: `/channels/${channel.id}`,
    }));
    return [...own, ...people, ...channels, ...pages, ...commands];
  }, [own, places, pages, commands, navigate, store]);
  return { entries, hasFailed };
}

function useOwnConversations(myId: string): Entry[] {
  const { i18n } = useTranslation();
  const state = useLive((live) => live.state);
  return useMemo(() => {
    const recent = listRecent(myId);
    return [...state.channels.values()]
      .filter(({ archivedAt }) => !archivedAt)
      .map((channel): Entry => {
        const { unread = 0, muted = false } = channel.membership ?? {};
        const at = recent.indexOf(channel.id);
        const others = channel.members?.filter((id) => id !== myId) ?? [];
        const other = others.length === 1 ? state.users.get(others[0]!) : undefined;
        return {
          id: channel.id,
          group: unread > 0 && !muted ? "unread" : "conversations",
          name: nameChannel(channel, state.users, myId, i18n),
          ...(other && { personId: other.id, detail: `@${other.username}` }),
          to: `/channels/${channel.id}`,
          lastUsed: at === -1 ? 0 : recent.length - at,
        };
      });
  }, [state.channels, state.users, myId, i18n]);
}

function usePages(opensAdmin: boolean): Entry[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const pages: [to: string, name: string][] = [
      ["/inbox", t("sidebar.inbox")],
      ["/saved", t("sidebar.saved")],
      ["/scheduled", t("sidebar.scheduled")],
      ["/search", t("sidebar.search")],
      ["/channels/browse", t("sidebar.browse")],
      ["/settings/profile", t("titles.profile")],
      ["/settings/notifications", t("titles.notifications")],
      ["/settings/security", t("titles.security")],
      ["/settings/privacy", t("titles.privacy")],
      ["/settings/account", t("titles.account")],
      ...(opensAdmin ? [["/admin", t("sidebar.admin")] as [string, string]] : []),
    ];
    return pages.map(([to, name]): Entry => ({ id: to, group: "pages", name, to }));
  }, [t, opensAdmin]);
}

function useCommands(onList: () => void): Entry[] {
  const { t } = useTranslation();
  const store = useLiveStore();
  const submit = useSubmit();
  return useMemo(() => {
    const command = (id: string, name: string, run: Entry["run"]): Entry => ({
      id,
      group: "commands",
      name,
      run,
    });
    return [
      { id: "new", group: "commands", name: t("sidebar.newChannel"), to: "/channels/new" },
      { id: "message", group: "commands", name: t("sidebar.newMessage"), to: "/messages/new" },
      command("read", t("sidebar.markAllRead"), () => store.markAllRead()),
      ...(["online", "away", "busy"] as const).map((status) =>
        command(
          status,
          t("switcher.setPresence", { presence: t(`sidebar.presence.${status}`) }),
          async () => {
            await store.ask("presence:set", { status });
          },
        ),
      ),
      command("shortcuts", t("shortcuts.title"), onList),
      command("logout", t("sidebar.logOut"), () => submit(null, { method: "post", action: "/logout" })),
    ] satisfies Entry[];
  }, [t, store, submit, onList]);
}

interface Places {
  people: UserView[];
  channels: ChannelView[];
}

const NOWHERE: Places = { people: [], channels: [] };

/** What only the server knows: other people, and channels one is not in. What came for an earlier query stays until then. */
function usePlaces(query: string) {
  const [answer, setAnswer] = useState({ places: NOWHERE, hasFailed: false });
  const asked = query.trim();
  useEffect(() => {
    if (asked === "") return;
    const leaving = new AbortController();
    const timer = setTimeout(() => {
      askPlaces(asked, leaving.signal).then(
        (places) => setAnswer({ places, hasFailed: false }),
        () => leaving.signal.aborted || setAnswer({ places: NOWHERE, hasFailed: true }),
      );
    }, ASK_AFTER);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [asked]);
  return asked === "" ? { places: NOWHERE, hasFailed: false } : answer;
}

async function askPlaces(query: string, signal: AbortSignal): Promise<Places> {
  const response = await fetch(`/resources/places?${new URLSearchParams({ q: query })}`, { signal });
  if (!response.ok) throw new Error(`The switcher was answered ${response.status}.`);
  return (await response.json()) as Places;
}
