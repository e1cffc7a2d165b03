import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createId } from "#app/shared/ids.ts";
import { DAY, HOUR } from "#app/shared/time.ts";
import type { Mailer } from "./mail.ts";

/** Mails name people and carry links: they are not kept for ever. */
const KEPT_FOR = 30 * DAY;
const SWEEP_EVERY = HOUR;

/**
 * Each mail a JSON file in `folder`, whose names sort by time. A file is whole as soon as its name is there. Those older
 * than 30 days go when another is written.
 */
export function createFileMailer({ folder }: { folder: string }): Mailer {
  let sweptAt = 0;
  return {
    async send({ to, subject, text, html }) {
      const now = Date.now();
      const path = join(folder, `${toFileTime(now)}-${createId()}.json`);
      const draft = `${path}.draft`;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(draft, JSON.stringify({ to, subject, text, html }, null, 2), { mode: 0o600 });
      await rename(draft, path);
      if (now - sweptAt < SWEEP_EVERY) return;
      sweptAt = now;
      await removeBefore(folder, toFileTime(now - KEPT_FOR));
    },
    close() {},
  };
}

/** Colons are not for file names everywhere. */
function toFileTime(time: number): string {
  return new Date(time).toISOString().replaceAll(":", "-");
}

/** Leaves alone whatever is not named like a mail. */
async function removeBefore(folder: string, time: string): Promise<void> {
  const names = await readdir(folder);
  for (const name of names.filter((each) => /^\d{4}-\d\d-\d\dT.*\.json(\.draft)?$/.test(each) && each < time))
    await rm(join(folder, name), { force: true });
}
