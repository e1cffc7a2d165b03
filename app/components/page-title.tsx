import { useMatches, type UIMatch } from "@remix-run/react";
import type { ParseKeys } from "i18next";
import { useTranslation } from "react-i18next";

/** What a page's route exports as `handle`. */
export interface PageHandle {
  /** What the browser calls the page: a text's key, or words made of what the page and those around it loaded. */
  title?: ParseKeys | ((data: unknown, matches: UIMatch[]) => string | undefined);
  /** The texts that it shows at once, so that the browser asks for them before the scripts do. */
  texts?: Record<string, string>[];
}

export function readHandle(match: UIMatch): PageHandle {
  return (match.handle as PageHandle | undefined) ?? {};
}

/** The document's title: that of the innermost page which has one, and whose Parley it is. */
export function PageTitle() {
  const { t } = useTranslation();
  const matches = useMatches();
  const titles = matches.map((match) => {
    const { title } = readHandle(match);
    return typeof title === "function" ? title(match.data, matches) : title && t(title);
  });
  const title = titles.findLast(Boolean);
  return <title>{title ? `${title} · ${t("app.name")}` : t("app.name")}</title>;
}
