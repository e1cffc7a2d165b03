import type { ReactNode } from "react";

/** The elements of a program, or undefined for a language that is not known. */
export type Highlight = (text: string, language: string) => ReactNode;

interface CodeBlockProps {
  text: string;
  /** What stands behind the fence. */
  language: string | undefined;
  label: string;
  highlight: Highlight | undefined;
}

/** A program as it was typed, in colours where its language is known. */
export function CodeBlock({ text, language = "", label, highlight }: CodeBlockProps) {
  const name = /^[\w+#.-]+/.exec(language)?.[0] ?? "";
  return (
    // Code runs from left to right in every language, and whatever scrolls can be reached by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <figure dir="ltr" tabIndex={0} aria-label={name ? `${label}, ${name}` : label} className="code">
      <pre>
        <code>{(name && highlight?.(text, name.toLowerCase())) || text}</code>
      </pre>
    </figure>
  );
}
