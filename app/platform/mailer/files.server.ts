import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createId } from "#app/shared/ids.ts";
import type { Mailer } from "./mail.ts";

/** Each mail a JSON file in `folder`, whose names sort by time. A file is whole as soon as its name is there. */
export function createFileMailer({ folder }: { folder: string }): Mailer {
  return {
    async send({ to, subject, text, html }) {
      // Colons are not for file names everywhere.
      const time = new Date().toISOString().replaceAll(":", "-");
      const path = join(folder, `${time}-${createId()}.json`);
      const draft = `${path}.draft`;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(draft, JSON.stringify({ to, subject, text, html }, null, 2), { mode: 0o600 });
      await rename(draft, path);
    },
    close() {},
  };
}
