import { Fragment, type ReactNode } from "react";
import { CodeBlock, type Highlight } from "./code-block.tsx";
import { parseMarkdown, type ListItem, type RichToken } from "./markdown-lexer.ts";
import { MarkdownTable } from "./markdown-table.tsx";
import { renderText, type TextScope } from "./plain-text.tsx";
import { SafeLink } from "./safe-link.tsx";

interface MarkdownScope extends TextScope {
  /** The few words of the interface that stand between those of the author. */
  words: { spoiler: string; code: string; table: string };
  highlight: Highlight | undefined;
  /** What stands behind the last word. */
  end: ReactNode;
}

/** Deeper than this nobody reads: what is nested further shows as it was typed. */
const DEPTH_MAX = 12;

/** The elements of a text in Markdown. Never HTML: what looks like it is text. */
export function renderMarkdown(body: string, scope: MarkdownScope): ReactNode {
  const tokens = parseMarkdown(body)?.filter((token) => token.type !== "space");
  if (!tokens) return [<Fragment key="text">{renderText(body, scope)}</Fragment>, scope.end];
  const last = tokens.at(-1);
  // The mark behind a text goes on in its last line, if that is one of text.
  const isLine = last?.type === "paragraph";
  return (
    <>
      {tokens.map((token, index) => (
        <Fragment key={index}>
          {token === last && isLine ? (
            <div>
              {renderAll(last.tokens as RichToken[], scope, 1)}
              {scope.end}
            </div>
          ) : (
            renderToken(token, scope, 0)
          )}
        </Fragment>
      ))}
      {!isLine && scope.end}
    </>
  );
}

function renderAll(tokens: readonly RichToken[], scope: MarkdownScope, depth: number): ReactNode {
  return tokens.map((token, index) => (
    <Fragment key={index}>{depth > DEPTH_MAX ? token.raw : renderToken(token, scope, depth)}</Fragment>
  ));
}

function renderToken(token: RichToken, scope: MarkdownScope, depth: number): ReactNode {
  const renderInner = (tokens: readonly unknown[]) => renderAll(tokens as RichToken[], scope, depth + 1);
  switch (token.type) {
    case "paragraph":
      return <div>{renderInner(token.tokens)}</div>;
    case "text":
      return token.tokens ? renderInner(token.tokens) : renderText(token.text, scope);
    case "heading":
      return <div className="font-semibold">{renderInner(token.tokens)}</div>;
    case "strong":
      return <strong>{renderInner(token.tokens)}</strong>;
    case "em":
      return <em>{renderInner(token.tokens)}</em>;
    case "del":
      return <del>{renderInner(token.tokens)}</del>;
    case "codespan":
      return <code>{token.text}</code>;
    case "code":
      return (
        <CodeBlock
          text={token.text}
          language={token.lang}
          label={scope.words.code}
          highlight={scope.highlight}
        />
      );
    case "blockquote":
      return <blockquote>{renderInner(token.tokens)}</blockquote>;
    case "list":
      return renderList(token.ordered, token.start, token.items, renderInner);
    case "link":
      return (
        <SafeLink href={token.href} text={token.text}>
          {renderInner(token.tokens)}
        </SafeLink>
      );
    case "image":
      return (
        <SafeLink href={token.href} text={token.text}>
          {token.text || token.href}
        </SafeLink>
      );
    case "table":
      return <MarkdownTable table={token} label={scope.words.table} renderCell={renderInner} />;
    case "spoiler":
      return (
        <details className="spoiler">
          <summary>{scope.words.spoiler}</summary>
          <span>{renderInner(token.tokens)}</span>
        </details>
      );
    case "br":
      return <br />;
    case "hr":
      return <hr />;
    case "escape":
      return token.text;
    case "checkbox":
      return token.checked ? "☑ " : "☐ ";
    case "def":
    case "html":
    case "list_item":
    case "space":
      return token.raw;
  }
}

function renderList(
  isOrdered: boolean,
  start: number | "",
  items: readonly ListItem[],
  renderInner: (tokens: readonly unknown[]) => ReactNode,
): ReactNode {
  const entries = items.map((item, index) => (
    <li key={index} className={item.task ? "list-none" : undefined}>
      {renderInner(item.tokens)}
    </li>
  ));
  return isOrdered ? <ol start={start === "" ? undefined : start}>{entries}</ol> : <ul>{entries}</ul>;
}
