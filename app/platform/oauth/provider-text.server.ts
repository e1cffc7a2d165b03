import { isStorableLine } from "#app/shared/text.ts";
import { refuseProvider } from "./ask-provider.server.ts";

/** Nothing that a provider calls somebody is longer. */
const LINE_MAX = 254;
/** OpenID Connect Core section 2: at most 255 ASCII characters. */
const SUBJECT_MAX = 255;

/** A line of text of a provider, trimmed; empty for anything else. */
export function cleanLine(value: unknown): string {
  return typeof value === "string" && value.length <= LINE_MAX && isStorableLine(value) ? value.trim() : "";
}

/** An id is taken as it is or not at all: a cleaned one could be somebody else's. Throws `forbidden`. */
export function cleanSubject(value: string, url: string): string {
  if (value === "" || value.length > SUBJECT_MAX || !isStorableLine(value))
    throw refuseProvider(url, "unusable subject");
  return value;
}
