// The mails of the app under test, read as a person would: from the mailbox, and by the links in them.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { appUrl, env } from "#app/platform/env.server.ts";
import type { Mail } from "#app/platform/mailer/mail.ts";

/**
 * What was mailed so far to an address, or to anybody, oldest first. Mails are written by jobs: call `workOffJobs` before.
 * Test files that run at the same time share the folder, so addresses have to be unique.
 */
export async function readMails(to?: string): Promise<Mail[]> {
  const folder = join(env().DATA_DIR, "mail");
  const names = await readdir(folder).catch(() => []);
  const mails = await Promise.all(
    names
      .filter((name) => name.endsWith(".json"))
      .sort()
      .map(async (name) => JSON.parse(await readFile(join(folder, name), "utf8")) as Mail),
  );
  return to === undefined ? mails : mails.filter((mail) => mail.to === to);
}

/** Where the button of a mail leads: an address of ours, which its text names as well. */
export function findLink({ subject, text, html }: Mail): string {
  const href = /<a href="([^"]+)"/.exec(html)?.[1]?.replaceAll("&amp;", "&") ?? "";
  if (!href.startsWith(`${appUrl()}/`)) throw new Error(`"${subject}" has no link to us.`);
  if (!text.split(/\s/).includes(href))
    throw new Error(`The text of "${subject}" lacks the link of its HTML.`);
  return href;
}
