import { useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import "#app/i18n/pages/message.ts";
import type { UserView } from "#app/shared/views.ts";
import { defineLazyPart, useLazyPart } from "./lazy-part.ts";
import { isOnlyEmoji, renderText, replaceShortNames, type TextScope } from "./plain-text.tsx";

const markdownPart = defineLazyPart("markdown", () => import("./markdown.tsx"));
const highlightPart = defineLazyPart("highlight", () => import("./highlight.tsx"));
export const emojiPart = defineLazyPart("emoji", () => import("./emoji-table.ts"));

/** Whatever may be more than words: rather too often than not, for then the parser finds that there is nothing. */
const MARKUP =
  /[*_~`[\]\\<|]|https?:|www\.|\S@\S{1,255}?\.|^ {0,3}(?:[#>+-]|=+[ \t]*$|\d{1,9}[.)](?:[ \t]|$))/im;
const SHORT_NAME = /:[a-z+-][\w+-]*:/i;
/** A fenced block that names a language. */
const CODE_IN_LANGUAGE = /^[ \t>*+-]*(?:`{3,}|~{3,})[ \t]*[\w+#.-]/m;

/** Whether all that a text needs is loaded: until then it is not what it will be in a moment. */
export function useIsTextComplete(body: string): boolean {
  const hasMarkup = MARKUP.test(body);
  const hasShortName = SHORT_NAME.test(body);
  const markdown = useLazyPart(markdownPart, hasMarkup);
  const emoji = useLazyPart(emojiPart, hasShortName);
  return (!hasMarkup || markdown !== undefined) && (!hasShortName || emoji !== undefined);
}

interface RichTextProps {
  body: string;
  users: ReadonlyMap<string, UserView>;
  /** Ids of those who are named in it; other names are plain text. */
  mentions?: readonly string[];
  mentionAll?: "channel" | "here" | null;
  /** The reader: their own name stands out. */
  myId?: string;
  /** Names of channels that become links, in lower case, and their ids. */
  channelIds?: ReadonlyMap<string, string>;
  /** What stands behind the last word. */
  end?: ReactNode;
}

/**
 * A text as its author meant it: Markdown and emoji short names, as elements. The parser is loaded when the first text
 * needs it; until then what was typed shows as it was typed.
 */
export function RichText({
  body,
  users,
  mentions = [],
  mentionAll = null,
  myId = "",
  channelIds = NO_CHANNELS,
  end,
}: RichTextProps) {
  const { t } = useTranslation();
  const hasMarkup = MARKUP.test(body);
  const hasShortName = SHORT_NAME.test(body);
  const hasLanguage = CODE_IN_LANGUAGE.test(body);
  const markdown = useLazyPart(markdownPart, hasMarkup);
  const emoji = useLazyPart(emojiPart, hasShortName);
  const highlight = useLazyPart(highlightPart, hasLanguage);
  const needs = [hasMarkup && "markdown", hasShortName && "emoji", hasLanguage && "highlight"].filter(
    Boolean,
  );
  const text = useMemo(() => replaceShortNames(body, emoji?.findEmoji), [body, emoji]);
  const content = useMemo(() => {
    const named = mentions.flatMap((id) => users.get(id) ?? []);
    const scope: TextScope = { named, mentionAll, myId, channelIds, findEmoji: emoji?.findEmoji };
    if (!markdown)
      return (
        <>
          {renderText(body, scope)}
          {end}
        </>
      );
    const words = { spoiler: t("message.spoiler"), code: t("message.code"), table: t("message.table") };
    return markdown.renderMarkdown(body, { ...scope, words, end, highlight: highlight?.highlight });
  }, [body, users, mentions, mentionAll, myId, channelIds, emoji, markdown, highlight, end, t]);
  return (
    <div
      dir="auto"
      data-needs={needs.length > 0 ? needs.join(" ") : undefined}
      className={`message-text ${isOnlyEmoji(text) ? "text-[2rem] leading-[2.5rem]" : ""}`}
    >
      {content}
    </div>
  );
}

const NO_CHANNELS: ReadonlyMap<string, string> = new Map();
