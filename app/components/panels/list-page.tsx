import "#app/i18n/pages/panels.ts";
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PageHeader } from "#app/components/chat/page-header.tsx";
import { buttonClass } from "#app/components/ui/button.tsx";
import { useLive } from "#app/hooks/use-live.tsx";
import { nameChannel } from "#app/shared/names.ts";

interface ListPageProps {
  title: string;
  /** Where the next, older page begins; null at the end. */
  cursor?: string | null;
  /** It is not the newest page. */
  isOlder?: boolean;
  children: ReactNode;
}

/** A page of what is a person's own: its heading, a column to read, and the way to what is older. */
export function ListPage({ title, cursor = null, isOlder = false, children }: ListPageProps) {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={title} />
      <div className="overflow-y-auto">
        <div className="flex w-full max-w-2xl flex-col gap-6 p-4 md:py-6">
          {children}
          {(cursor !== null || isOlder) && (
            <p className="flex gap-2">
              {isOlder && (
                <Link to="?" className={buttonClass("plain")}>
                  {t("panels.newest")}
                </Link>
              )}
              {cursor !== null && (
                <Link to={`?${new URLSearchParams({ before: cursor })}`} className={buttonClass("plain")}>
                  {t("panels.older")}
                </Link>
              )}
            </p>
          )}
        </div>
      </div>
    </>
  );
}

/** What conversations are called by those who are in them; an archived one is not among those that are known. */
export function useChannelNames(myId: string): (channelId: string) => string {
  const { t } = useTranslation();
  const findPlace = useChannelPlaces(myId);
  return (channelId) => findPlace(channelId).name ?? t("panels.unknownPlace");
}

/** Sentences about a place differ by what it is; an archived one has no name here. */
export interface ChannelPlace {
  kind: "channel" | "direct" | "archived";
  name?: string;
}

export function useChannelPlaces(myId: string): (channelId: string) => ChannelPlace {
  const { i18n } = useTranslation();
  const state = useLive((live) => live.state);
  return (channelId) => {
    const channel = state.channels.get(channelId);
    if (!channel) return { kind: "archived" };
    const kind = channel.kind === "direct" ? "direct" : "channel";
    return { kind, name: nameChannel(channel, state.users, myId, i18n) };
  };
}
