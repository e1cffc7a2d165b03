import { createTransport } from "nodemailer";
import { MINUTE, SECOND } from "#app/shared/time.ts";
import type { Mailer } from "./mail.ts";

/** How long each step may take, unless the address says otherwise (`?greetingTimeout=…`), and all of them together. */
const PATIENCE = {
  dnsTimeout: 10 * SECOND,
  connectionTimeout: 10 * SECOND,
  greetingTimeout: 10 * SECOND,
  socketTimeout: 30 * SECOND,
};
const PATIENCE_IN_ALL = MINUTE;

/** Hands mails to the server at `url` (`smtp://user:password@host:port`, `smtps://…`) over connections that stay open. */
export function createSmtpMailer({ url, from }: { url: string; from: string }): Mailer {
  const transport = createTransport({
    ...PATIENCE,
    url,
    pool: true,
    // The server may have closed a connection that was idle; beyond that, the job tries again.
    maxRequeues: 1,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, subject, text, html }) {
      // RFC 3834: nobody's holiday notice should answer.
      const headers = { "Auto-Submitted": "auto-generated" };
      const signal = AbortSignal.timeout(PATIENCE_IN_ALL);
      await transport.sendMail({ from, to: { name: "", address: to }, subject, text, html, headers, signal });
    },
    close() {
      transport.close();
    },
  };
}
