import { useMatches, type UIMatch } from "@remix-run/react";
import type { i18n, ParseKeys } from "i18next";
import { useTranslation } from "react-i18next";
import { countAttention, type Attention } from "#app/shared/attention.ts";
import type { ChannelView, OwnUserView } from "#app/shared/views.ts";
import type { WorkspaceView } from "#app/shared/workspace-views.ts";
import { useAttention } from "./notify/shown-attention.ts";

/** What a page's route exports as `handle`. */
export interface PageHandle {
  /** What the browser calls the page: a text's key, or words made of what the page and those around it loaded. */
  title?: ParseKeys | ((data: unknown, matches: UIMatch[], i18n: i18n) => string | undefined);
  /** The texts that it shows at once, so that the browser asks for them before the scripts do. */
  texts?: Record<string, string>[];
}

export function readHandle(match: UIMatch): PageHandle {
  return (match.handle as PageHandle | undefined) ?? {};
}

/** The document's title: what is waiting, what the innermost page with a title is called, and whose Parley it is. */
export function PageTitle() {
  const { t, i18n } = useTranslation();
  const matches = useMatches();
  const titles = matches.map((match) => {
    const { title } = readHandle(match);
    return typeof title === "function" ? title(match.data, matches, i18n) : title && t(title);
  });
  const title = titles.findLast(Boolean);
  const mark = markTitle(useAttention() ?? findAttention(matches));
  const place = findShell(matches)?.workspace.name || t("app.name");
  return <title>{`${mark}${title ? `${title} · ` : ""}${place}`}</title>;
}

interface ShellData {
  workspace: WorkspaceView;
  me: OwnUserView;
  channels: ChannelView[];
}

function findShell(matches: UIMatch[]): ShellData | undefined {
  return matches.find(({ id }) => id === "routes/shell")?.data as ShellData | undefined;
}

/** What the page was loaded with, until the script knows better. Who opens a conversation looks at it. */
function findAttention(matches: UIMatch[]): Attention {
  const shell = findShell(matches);
  if (!shell) return { count: 0, hasOther: false };
  return countAttention(shell.channels, shell.me.notifyLevel, matches.at(-1)?.params["channelId"]);
}

function markTitle({ count, hasOther }: Attention): string {
  if (count > 0) return `(${count > 99 ? "99+" : count}) `;
  return hasOther ? "• " : "";
}
