import { mkdir, mkdtemp, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo, type Server } from "node:net";
import { join } from "node:path";
import { text as readText } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import { afterEach, describe, expect, inject, onTestFinished, test } from "vitest";
import { DAY } from "#app/shared/time.ts";
import { setEnvironment } from "#tests/environment.ts";
import { captureLog } from "#tests/log.ts";
import { closeMailer, sendMail } from "./index.server.ts";

const MAIL = {
  to: "zoe@example.org",
  subject: "Grüße, 戴 👋",
  text: "Hallo Zoë,\n\nhttps://chat.example.org/verify?token=abc=def\n\n.\nEnde",
  html: "<p>Hallo Zoë &amp; 戴</p>",
};
const ADDRESS_FROM = "chat@example.net";

/** What reached the other side. */
interface Delivery {
  receivers: string[];
  subject: string;
  text: string;
  html: string;
}

/** Makes the app send mails one way, and gives what arrives there, in order. */
const WAYS: Record<string, () => Promise<() => Promise<Delivery[]>>> = {
  async files() {
    const folder = await sendToFiles();
    return async () => {
      const mails = await readMails(folder);
      return mails.map(({ to, subject, text, html }) => ({ receivers: [to], subject, text, html }));
    };
  },
  async smtp() {
    const { mails } = await sendToServer();
    return () =>
      Promise.resolve(
        mails.map(({ raw, receivers }) => ({
          receivers,
          subject: decodeHeader(findHeaders(raw, "subject").join()),
          text: decodePart(raw, "text/plain"),
          html: decodePart(raw, "text/html"),
        })),
      );
  },
};

afterEach(async () => {
  await closeMailer();
  setEnvironment();
});

describe.each(Object.keys(WAYS))("by %s", (way) => {
  test("a mail arrives as it was written", async () => {
    const receive = await WAYS[way]!();
    await sendMail(MAIL);
    await sendMail({ ...MAIL, to: "ben@example.org", subject: "Second" });
    const { subject, text, html } = MAIL;
    expect(await receive()).toEqual([
      { receivers: ["zoe@example.org"], subject, text, html },
      { receivers: ["ben@example.org"], subject: "Second", text, html },
    ]);
  });

  test.each(["\r\n", "\n", "\r", "\u2028"])("a subject with %j stays a subject", async (lineBreak) => {
    const receive = await WAYS[way]!();
    await sendMail({ ...MAIL, subject: `Hello${lineBreak}Bcc: eve@example.org${lineBreak}${lineBreak}Body` });
    expect(await receive()).toMatchObject([
      { receivers: ["zoe@example.org"], subject: "Hello Bcc: eve@example.org Body", text: MAIL.text },
    ]);
  });

  test.each([
    "zoe@example.org\r\nBcc: eve@example.org",
    "zoe@example.org\nRCPT TO:<eve@example.org>",
    "zoe@example.org, eve@example.org",
    "zoe@example.org;eve@example.org",
    "Eve <eve@example.org>",
    "<zoe@example.org> SIZE=1",
    "zoe@example.org\u0000",
    "@example.org",
    "zoe",
    "",
  ])("nothing is sent to %j", async (to) => {
    const receive = await WAYS[way]!();
    await expect(sendMail({ ...MAIL, to })).rejects.toThrow("A mail goes to one plain address.");
    expect(await receive()).toEqual([]);
  });

  test("neither the address nor the subject is logged", async () => {
    const log = captureLog();
    await WAYS[way]!();
    await sendMail(MAIL);
    expect(log).toEqual([]);
  });
});

test("a mail is a file that only its owner reads, with four fields and a name that sorts by time", async () => {
  const folder = await sendToFiles();
  await sendMail(MAIL);
  const [name = "", ...others] = await readdir(folder);
  expect(others).toEqual([]);
  expect(name).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z-[0-9a-f-]{36}\.json$/);
  expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  expect(JSON.parse(await readFile(join(folder, name), "utf8"))).toEqual(MAIL);
});

test("mails of the last 30 days are kept as files, and older ones and their drafts are not", async () => {
  const folder = await sendToFiles();
  const nameOf = (days: number) =>
    `${new Date(Date.now() - days * DAY).toISOString().replaceAll(":", "-")}-x.json`;
  await mkdir(folder);
  for (const name of [nameOf(29), nameOf(31), `${nameOf(31)}.draft`, "0000.json"])
    await writeFile(join(folder, name), "{}");
  await sendMail(MAIL);
  const names = await readdir(folder);
  expect(names).toHaveLength(3);
  expect(names).toContain("0000.json");
  expect(names.filter((name) => name < nameOf(30))).toEqual(["0000.json"]);
});

test("the server is told who writes, in the envelope and in the mail, and that no person does", async () => {
  const { mails, connections } = await sendToServer();
  await sendMail(MAIL);
  await sendMail(MAIL);
  expect(mails).toHaveLength(2);
  expect(mails[0]?.sender).toBe(ADDRESS_FROM);
  const raw = mails[0]?.raw ?? "";
  expect(findHeaders(raw, "from").map(decodeHeader)).toEqual([`Pärley <${ADDRESS_FROM}>`]);
  expect(findHeaders(raw, "to")).toEqual(["zoe@example.org"]);
  expect(findHeaders(raw, "auto-submitted")).toEqual(["auto-generated"]);
  expect(connections()).toBe(1);
});

test("a server that refuses the receiver makes sending fail", async () => {
  const { mails } = await sendToServer({ refuse: "zoe@example.org" });
  await expect(sendMail(MAIL)).rejects.toMatchObject({ responseCode: 550 });
  await expect(sendMail({ ...MAIL, to: "ben@example.org" })).resolves.toBeUndefined();
  expect(mails.map((mail) => mail.receivers)).toEqual([["ben@example.org"]]);
});

test("where nobody listens, sending fails", async () => {
  const server = await listen(createServer());
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  setEnvironment({ SMTP_URL: `smtp://127.0.0.1:${port}` });
  await expect(sendMail(MAIL)).rejects.toMatchObject({ code: "ESOCKET" });
});

test("where somebody listens and says nothing, sending fails in the end", async () => {
  const server = await listen(createServer(() => {}));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  setEnvironment({ SMTP_URL: `smtp://127.0.0.1:${port}?greetingTimeout=50` });
  await expect(sendMail(MAIL)).rejects.toMatchObject({ code: "ETIMEDOUT" });
});

async function sendToFiles(): Promise<string> {
  const folder = await mkdtemp(join(inject("runFolder"), "mailer-"));
  setEnvironment({ DATA_DIR: folder });
  return join(folder, "mail");
}

async function readMails(folder: string): Promise<(typeof MAIL)[]> {
  const names = await readdir(folder).catch(() => []);
  return Promise.all(
    names
      .toSorted((one, other) => one.localeCompare(other))
      .map(async (name) => JSON.parse(await readFile(join(folder, name), "utf8")) as typeof MAIL),
  );
}

/** A real SMTP server, which the app is told to use. */
async function sendToServer({ refuse = "" } = {}) {
  const mails: { sender: string; receivers: string[]; raw: string }[] = [];
  let connected = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onConnect(_session, done) {
      connected++;
      done();
    },
    onRcptTo({ address }, _session, done) {
      done(address === refuse ? Object.assign(new Error("no such user"), { responseCode: 550 }) : null);
    },
    onData(stream, { envelope }, done) {
      const receivers = envelope.rcptTo.map(({ address }) => address);
      const sender = envelope.mailFrom ? envelope.mailFrom.address : "";
      readText(stream).then(
        (raw) => {
          mails.push({ sender, receivers, raw });
          done();
        },
        (error: Error) => done(error),
      );
    },
  });
  const { port } = (await listen(server.server)).address() as AddressInfo;
  onTestFinished(async () => {
    await closeMailer();
    await new Promise<void>((resolve) => server.close(resolve));
  });
  setEnvironment({ SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: `Pärley <${ADDRESS_FROM}>` });
  return { mails, connections: () => connected };
}

async function listen(server: Server): Promise<Server> {
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

/** Every value of a header of the mail itself, unfolded. */
function findHeaders(raw: string, name: string): string[] {
  const [head = ""] = raw.split("\r\n\r\n");
  const lines = head.replaceAll(/\r\n[ \t]+/g, " ").split("\r\n");
  const prefix = `${name}: `;
  return lines
    .filter((line) => line.toLowerCase().startsWith(prefix))
    .map((line) => line.slice(prefix.length));
}

/** RFC 2047. */
function decodeHeader(value: string): string {
  return value
    .replaceAll(/\?=\s+=\?/g, "?==?")
    .replaceAll(/=\?utf-8\?([bq])\?(.*?)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === "b"
        ? Buffer.from(word, "base64").toString()
        : decodeQuoted(word.replaceAll("_", " ")),
    );
}

function decodePart(raw: string, type: string): string {
  const boundary = /boundary="?([^"\r\n;]+)/.exec(raw)?.[1] ?? "";
  const part = raw.split(`--${boundary}`).find((piece) => piece.includes(`Content-Type: ${type}`)) ?? "";
  const [head = "", ...body] = part.trim().split("\r\n\r\n");
  const content = body.join("\r\n\r\n");
  const isBase64 = /encoding: base64/i.test(head);
  const decoded = isBase64 ? Buffer.from(content, "base64").toString() : decodeQuoted(content);
  return decoded.replaceAll("\r\n", "\n");
}

function decodeQuoted(value: string): string {
  const bytes = value
    .replaceAll("=\r\n", "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString();
}
