import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Answers } from "./other-process-child.ts";

const CHILD = fileURLToPath(new URL("./other-process-child.ts", import.meta.url));

export interface OtherProcess {
  /** Where its socket server listens. */
  url: string;
  /** Asks it one thing at a time. */
  ask<Name extends keyof Answers>(name: Name, ...args: Parameters<Answers[Name]>): Promise<boolean>;
  stop(): Promise<void>;
  /** Ends it in a way of which it knows nothing. */
  kill(): Promise<void>;
}

/** Another process of the same installation: its settings are this one's and `settings`. */
export async function startOtherProcess(settings: Record<string, string>): Promise<OtherProcess> {
  const child = fork(CHILD, { execArgv: [], env: { ...process.env, ...settings } });
  const ended = once(child, "exit").then(() => {
    throw new Error("The other process ended.");
  });
  ended.catch(() => {});
  async function hear(): Promise<unknown> {
    const [message] = await Promise.race([once(child, "message"), ended]);
    return message;
  }
  return {
    url: (await hear()) as string,
    async ask(name, ...args) {
      const answer = hear();
      child.send({ name, args });
      return (await answer) as boolean;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await ended.catch(() => {});
    },
    async kill() {
      child.kill("SIGKILL");
      await ended.catch(() => {});
    },
  };
}
