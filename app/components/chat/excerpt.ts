import type { MessageView } from "#app/shared/views.ts";

/** So many characters tell which message is meant. */
const EXCERPT_MAX = 80;

/**
 * The first line that says something, without the signs of Markdown, cut where it gets long. Of a message without a text,
 * what its first file is called.
 */
export function makeExcerpt({
  body,
  forwarded,
  files,
}: Pick<MessageView, "body" | "forwarded" | "files">): string {
  const lines = (body || forwarded?.body || files[0]?.name || "")
    .split("\n")
    // A fence says at most in which language the code is.
    .filter((line) => !/^\s*(```|~~~)/.test(line))
    .map((line) => line.replace(/^[\s>#*`~-]+/, ""));
  // What is hidden stays hidden.
  const first = (lines.find((line) => line.trim() !== "") ?? "")
    .replace(/\|\|.+?\|\|/g, "…")
    .replace(/\[([^[\]]{1,200})\]\([^()\s]{1,2000}\)/g, "$1");
  const plain = first
    .replace(/\*\*|__|~~|`/g, "")
    .replace(/(?<![\w*])([*_])(?=\S)([^*_]+)(?<=\S)\1(?![\w*])/g, "$2");
  const characters = Array.from(plain.trim());
  return characters.length > EXCERPT_MAX
    ? `${characters.slice(0, EXCERPT_MAX).join("")}…`
    : characters.join("");
}
