const COMMAND = /^\/([a-z][a-z0-9_-]*)(?=\s|$)/i;

/**
 * The name of the command that a text gives, in lower case; null for a text that is to be sent as it is. A path such as
 * /etc/hosts is no command, and two slashes make none of what follows.
 */
export function findCommandName(body: string): string | null {
  return COMMAND.exec(body)?.[1]?.toLowerCase() ?? null;
}

/** What is sent of a text that is no command: two slashes at its beginning stand for one. */
export function unescapeSlash(body: string): string {
  return body.startsWith("//") ? body.slice(1) : body;
}
