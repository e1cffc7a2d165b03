import { join } from "node:path";
import { backends, env } from "../env.server.ts";
import { singleton } from "../singleton.server.ts";
import { createFileMailer } from "./files.server.ts";
import type { Mail, Mailer } from "./mail.ts";

/** One address and nothing else: no list, no name, no line break, no route. Doors check more; this keeps the envelope ours. */
const ADDRESS = /^[^\s\p{C}@,;:<>()[\]\\"]+@[^\s\p{C}@,;:<>()[\]\\"]+$/u;

/**
 * Hands a mail over, to the server at SMTP_URL or to a file in DATA_DIR/mail. Rejects when that fails: call it from a
 * job, which is tried again. Line breaks in the subject become spaces; an address that is not one is refused.
 */
export async function sendMail({ to, subject, text, html }: Mail): Promise<void> {
  // The message says no more, because it is logged.
  if (!ADDRESS.test(to)) throw new Error("A mail goes to one plain address.");
  const mailer = await openMailer();
  await mailer.send({ to, subject: subject.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " "), text, html });
}

/** Closes what connections there are; for the end of the process. */
export async function closeMailer(): Promise<void> {
  const mailer = await holder().current;
  holder().current = undefined;
  mailer?.close();
}

function holder(): { current: Promise<Mailer> | undefined } {
  return singleton("mailer", () => ({ current: undefined }));
}

function openMailer(): Promise<Mailer> {
  return (holder().current ??= createMailer());
}

async function createMailer(): Promise<Mailer> {
  const { SMTP_URL = "", MAIL_FROM, DATA_DIR } = env();
  switch (backends().mail) {
    case "smtp": {
      // Loaded where it is used only: most processes, and nearly every test, write files.
      const { createSmtpMailer } = await import("./smtp.server.ts");
      return createSmtpMailer({ url: SMTP_URL, from: MAIL_FROM });
    }
    case "files":
      return createFileMailer({ folder: join(DATA_DIR, "mail") });
  }
}
