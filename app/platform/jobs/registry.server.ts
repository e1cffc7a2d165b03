import { singleton } from "../singleton.server.ts";

export interface JobDefinition {
  name: string;
  /** Called with the data of its own job only: `defineJob` ties the two together. */
  handler: (data: never) => Promise<void>;
  retryLimit: number;
  /** Seconds. */
  retryDelay: number;
  retryBackoff: boolean;
  every: string | undefined;
}

/** Every job by name. A dev reload evaluates modules again: the later definition replaces the earlier. */
export const definitions = singleton("job definitions", () => new Map<string, JobDefinition>());
