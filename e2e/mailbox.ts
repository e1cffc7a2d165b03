import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";

/** Where the server of the browser tests leaves its mails; see playwright.config.ts. */
const FOLDER = join(process.env["E2E_DATA_DIR"] ?? ".data/test/e2e", "mail");

interface Mail {
  to: string;
  subject: string;
  html: string;
}

/** Waits for a mail and gives the path of the link in it, which a person would click: of several such mails the newest. */
export async function findMailedPath(to: string, subject: string): Promise<string> {
  let path: string | undefined;
  await expect
    .poll(() => (path = findPath(to, subject)), { message: `a mail "${subject}" to ${to}` })
    .toBeDefined();
  return path ?? "";
}

/** The server goes by another name in its mails than in the tests' browsers, so the host is left out. */
function findPath(to: string, subject: string): string | undefined {
  const mail = readMails().findLast((candidate) => candidate.to === to && candidate.subject === subject);
  return mail && /<a href="https?:\/\/[^/"]+([^"]*)"/.exec(mail.html)?.[1]?.replaceAll("&amp;", "&");
}

/** Names sort by time. */
function readMails(): Mail[] {
  try {
    const names = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
    return names.sort().map((name) => JSON.parse(readFileSync(join(FOLDER, name), "utf8")) as Mail);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
