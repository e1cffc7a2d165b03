import { Redis, type RedisOptions } from "ioredis";
import { SECOND } from "#app/shared/time.ts";
import { env, EnvError } from "../env.server.ts";
import { logger } from "../logger.server.ts";
import { singleton } from "../singleton.server.ts";

/** At the start somebody is watching, so this is short. Milliseconds. */
const REACH_WITHIN = 5 * SECOND;
/** Requests wait for Redis; one that answers nothing for so long is taken for lost, and is not waited for any more. */
const ANSWER_WITHIN = 2 * SECOND;
const RETRY_AT_LEAST_EVERY = SECOND;

interface Connections {
  commands: Redis;
  subscriber: Redis;
}

const holder = singleton("key-value", () => ({ current: undefined as Connections | undefined }));

/** Nobody looks at the answers to its subscriptions, and a rejection that nobody handles would end the process. */
class Subscriber extends Redis {
  override sendCommand(...given: Parameters<Redis["sendCommand"]>): unknown {
    const answer = super.sendCommand(...given);
    if (answer instanceof Promise) answer.catch(() => {});
    return answer;
  }
}

/**
 * Connects to REDIS_URL where it is set. Throws `EnvError` when it cannot be used. Once connected, a lost connection comes
 * back by itself, and until then commands fail at once instead of queueing up.
 */
export async function connectKeyValue(): Promise<void> {
  const url = env().REDIS_URL;
  if (!url) return;
  const commands = await open(Redis, url, { enableOfflineQueue: false, maxRetriesPerRequest: 0 });
  // Subscriptions do wait for the connection: they are to be there as soon as it is back.
  const subscriber = await open(Subscriber, url, { maxRetriesPerRequest: null });
  holder.current = { commands, subscriber };
  logOutages(holder.current);
}

/** Closes the connections without waiting for anything. */
export function disconnectKeyValue(): void {
  const connections = holder.current;
  holder.current = undefined;
  connections?.commands.disconnect();
  connections?.subscriber.disconnect();
}

/** The Redis that all processes share, or nothing without REDIS_URL. While it is lost, commands reject at once. */
export function keyValue(): Redis | undefined {
  return holder.current?.commands;
}

/** The connection for subscriptions, which can do nothing else. */
export function keyValueSubscriber(): Redis | undefined {
  return holder.current?.subscriber;
}

async function open(Client: typeof Redis, url: string, options: RedisOptions): Promise<Redis> {
  let reason: unknown;
  let redis: Redis | undefined;
  try {
    redis = new Client(url, {
      ...options,
      lazyConnect: true,
      connectTimeout: REACH_WITHIN,
      socketTimeout: ANSWER_WITHIN,
      retryStrategy: (attempt) => Math.min(attempt * 50, RETRY_AT_LEAST_EVERY),
    });
    redis.on("error", (error) => (reason = error));
    await redis.connect();
    // Redis knows this command from version 7 on; without it, sockets of other processes cannot be reached.
    await redis.spublish("parley", "");
    return redis;
  } catch (error) {
    redis?.disconnect();
    throw new EnvError(explain(url, reason ?? error), { cause: reason ?? error });
  }
}

/** Redis's own words may quote what it was sent; their first word is a code. */
function explain(url: string, error: unknown): string {
  const { hostname, port } = new URL(url);
  const { code, message } = error as { code?: string; message: string };
  const reason = code ?? /^[A-Z]+(?= )/.exec(message)?.[0] ?? "no answer";
  return `REDIS_URL: cannot use the Redis at ${hostname}:${port || 6379} (${reason}). Parley needs Redis 7 or later.`;
}

/** One line when either connection is lost, however often reconnecting fails, and one when both are back. */
function logOutages({ commands, subscriber }: Connections): void {
  let isLost = false;
  for (const redis of [commands, subscriber]) {
    redis.on("close", () => {
      if (isLost || holder.current?.commands !== commands) return;
      isLost = true;
      logger().error({ door: "keyvalue" }, "Redis is lost: limits count and events reach this process only");
    });
    redis.on("ready", () => {
      if (!isLost || commands.status !== "ready" || subscriber.status !== "ready") return;
      isLost = false;
      logger().info({ door: "keyvalue" }, "Redis is back");
    });
  }
}
