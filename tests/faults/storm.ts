// The fault test: people write through real sockets while sockets are cut, servers are killed, and PostgreSQL and Redis go
// away and come back. Afterwards every acknowledged message has to be in every member's timeline once, and in order.
import { setTimeout } from "node:timers/promises";
import { openChannel, readAll, signUp, type Account } from "./account.ts";
import { startClient, type StormClient } from "./client.ts";
import { startInstallation, type Installation } from "./installation.ts";
import { createRandom, pick } from "./random.ts";
import { findViolations } from "./verdict.ts";

export interface StormOptions {
  seed: number;
  /** Each is one thing that breaks; the first ones are one of each kind. */
  faults: number;
  clients: number;
  channels: number;
  tell: (line: string) => void;
}

export interface StormReport {
  violations: string[];
  acknowledged: number;
  /** Sent once and never acknowledged. */
  givenUp: number;
  catchUps: number;
  faults: string[];
}

/** Everybody has to get on within this time after a fault. Milliseconds. */
const RECOVER_WITHIN = 60_000;
/** Acknowledged messages of each client between two faults. */
const CALM = 5;

const FAULTS: Record<
  string,
  (installation: Installation, clients: StormClient[], random: () => number) => Promise<void>
> = {
  async "sockets cut"(_installation, clients, random) {
    for (const client of clients) if (random() < 0.5) client.cut();
  },
  async "a server killed"({ servers }, _clients, random) {
    const server = pick(servers, random);
    await server.kill();
    await server.start();
  },
  async "PostgreSQL restarted"({ postgres }) {
    await postgres.crash();
    await postgres.start();
  },
  async "Redis stopped and started"({ redis }, clients) {
    await redis.stop();
    // People get on without it.
    await waitForProgress(clients, () => undefined);
    await redis.restart();
  },
  async "PostgreSQL restarted while a server is down"({ servers, postgres }, _clients, random) {
    const server = pick(servers, random);
    await server.kill();
    await postgres.crash();
    await postgres.start();
    await server.start();
  },
};

export async function runStorm(options: StormOptions): Promise<StormReport> {
  const installation = await startInstallation();
  try {
    return await storm(installation, options);
  } finally {
    await installation.stop();
  }
}

async function storm(installation: Installation, options: StormOptions): Promise<StormReport> {
  const random = createRandom(options.seed);
  const urls = installation.servers.map((server) => server.url);
  const [url] = urls as [string, string];
  const accounts: Account[] = [];
  for (let number = 1; number <= options.clients; number++)
    accounts.push(await signUp(url, `sender${number}`));
  const channelIds: string[] = [];
  for (let number = 1; number <= options.channels; number++)
    channelIds.push(await openChannel(url, `storm ${number}`, accounts));
  const clients = accounts.map((account) => startClient({ account, urls, channelIds, random }));

  const findDead = () => installation.servers.map((server) => server.findFailure()).find(Boolean);
  const names = Object.keys(FAULTS);
  const faults: string[] = [];
  try {
    await waitForProgress(clients, findDead);
    for (let number = 0; number < options.faults; number++) {
      const name = names[number] ?? pick(names, random);
      options.tell(`fault ${number + 1} of ${options.faults}: ${name}`);
      faults.push(name);
      await FAULTS[name]!(installation, clients, random);
      await waitForProgress(clients, findDead);
    }
  } catch (error) {
    return report(clients, faults, [error instanceof Error ? error.message : String(error)]);
  }
  await Promise.all(clients.map((client) => client.stop()));
  await Promise.all(clients.map((client) => client.finish()));

  const truth = new Map(
    await Promise.all(
      channelIds.map(async (id) => [id, await readAll(url, await renewed(accounts[0]!), id)] as const),
    ),
  );
  return report(clients, faults, findViolations(clients, truth));
}

async function renewed(account: Account): Promise<Account> {
  await account.renew();
  return account;
}

function report(clients: StormClient[], faults: string[], violations: string[]): StormReport {
  const sent = clients.flatMap((client) => client.sent);
  const acknowledged = sent.filter(({ message }) => message).length;
  const catchUps = clients.reduce((sum, client) => sum + client.catchUps, 0);
  return { violations, acknowledged, givenUp: sent.length - acknowledged, catchUps, faults };
}

/** Until each client has had a few more messages acknowledged. Throws when one does not, or a server has ended. */
async function waitForProgress(clients: StormClient[], findDead: () => string | undefined): Promise<void> {
  const count = (client: StormClient) => client.sent.filter(({ message }) => message).length;
  const wanted = clients.map((client) => count(client) + CALM);
  const deadline = Date.now() + RECOVER_WITHIN;
  for (;;) {
    const behind = clients.filter((client, index) => count(client) < wanted[index]!);
    if (behind.length === 0) return;
    const reason = findDead() ?? clients.flatMap((client) => client.failures)[0];
    if (reason) throw new Error(reason);
    if (Date.now() > deadline)
      throw new Error(`stuck: ${behind.map((client) => client.account.username).join(", ")}`);
    await setTimeout(20);
  }
}
