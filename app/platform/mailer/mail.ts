export interface Mail {
  /** One address, without a name. */
  to: string;
  subject: string;
  text: string;
  html: string;
}

export interface Mailer {
  /** Resolves when somebody else has the mail. Rejects when it should be tried again later. */
  send(mail: Mail): Promise<void>;
  close(): void;
}
