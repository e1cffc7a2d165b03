import "#app/i18n/pages/files.ts";
import { Link, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { useChannelOutlet } from "#app/components/chat/channel-page.ts";
import { mergeFiles } from "#app/components/panels/channel-files.ts";
import { FileEntry } from "#app/components/panels/file-entry.tsx";
import { Panel } from "#app/components/panels/panel.tsx";
import { buttonClass } from "#app/components/ui/button.tsx";
import { listFilesSchema } from "#app/domain/files/files.schema.ts";
import { listFiles } from "#app/domain/files/list-files.server.ts";
import { createPageLoader } from "#app/doors/page-door.server.ts";
import { useLive } from "#app/hooks/use-live.tsx";
import { parseInput } from "#app/shared/schemas.ts";
import { requireId } from "./panel-door.server.ts";

export const loader = createPageLoader(async ({ actor, params, url }) => {
  const channelId = requireId(params["channelId"]);
  const before = url.searchParams.get("before") ?? undefined;
  const page = await listFiles(actor, channelId, parseInput(listFilesSchema, { before }));
  return { page, isOlder: before !== undefined };
});

/** What was sent to a conversation, newest first. */
export default function Files() {
  const { t } = useTranslation();
  const { page, isOlder } = useLoaderData<typeof loader>();
  const { channel } = useChannelOutlet();
  const state = useLive((live) => live.state);
  const users = new Map([...page.users.map((user) => [user.id, user] as const), ...state.users]);
  const live = state.timelines.get(channel.id)?.messages ?? [];
  const items = mergeFiles(page.items, live, { reachesNewest: !isOlder });
  return (
    <Panel title={t("files.title")} channelId={channel.id}>
      <div className="flex flex-col gap-4 p-4">
        {items.length === 0 && <p className="text-ink-muted">{t("files.none")}</p>}
        <ul aria-label={t("files.title")} className="flex flex-col divide-y divide-line empty:hidden">
          {items.map((item) => (
            <FileEntry
              key={item.file.id}
              item={item}
              author={users.get(item.authorId)}
              to={`/channels/${channel.id}?message=${item.seq}`}
            />
          ))}
        </ul>
        {(page.cursor !== null || isOlder) && (
          <p className="flex flex-wrap gap-2">
            {isOlder && (
              <Link to="?" preventScrollReset className={buttonClass("plain")}>
                {t("files.newest")}
              </Link>
            )}
            {page.cursor !== null && (
              <Link
                to={`?${new URLSearchParams({ before: page.cursor })}`}
                preventScrollReset
                className={buttonClass("plain")}
              >
                {t("files.older")}
              </Link>
            )}
          </p>
        )}
      </div>
    </Panel>
  );
}

export { PanelError as ErrorBoundary } from "#app/components/panels/panel-error.tsx";
