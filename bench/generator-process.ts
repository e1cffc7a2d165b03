import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Order } from "./generator.ts";
import type { Load, LoadResult } from "./load.ts";

export interface Generator {
  /** `read` is called when counting begins and when it ends; the load waits for it. */
  run(load: Load, read: (moment: "begin" | "end") => void): Promise<LoadResult>;
  /** Opens connections that do nothing, until `release`. */
  hold(url: string, auths: Record<string, unknown>[]): Promise<void>;
  release(): Promise<void>;
  stop(): void;
}

export function startGenerator(): Generator {
  const child = fork(fileURLToPath(new URL("./generator.ts", import.meta.url)), {
    serialization: "advanced",
  });
  async function order(what: Order, read: (moment: "begin" | "end") => void = () => {}): Promise<unknown> {
    child.send(what);
    for (;;) {
      const [said] = (await once(child, "message")) as [
        { moment?: "begin" | "end"; result?: unknown; error?: string },
      ];
      if (said.error !== undefined) throw new Error(`generator: ${said.error}`);
      if (!said.moment) return said.result;
      read(said.moment);
      child.send("go");
    }
  }
  return {
    run: (load, read) => order({ load }, read) as Promise<LoadResult>,
    hold: async (url, auths) => void (await order({ idle: { url, auths } })),
    release: async () => void (await order({ release: true })),
    stop: () => {
      if (child.connected) child.disconnect();
    },
  };
}
