import type { SyncAnswer } from "#app/shared/events.ts";
import { SECOND } from "#app/shared/time.ts";

const ASK_AGAIN_AFTER = 2 * SECOND;

interface CatchUpOptions {
  isConnected: () => boolean;
  /** The version of each channel that is known now. */
  readVersions: () => Record<string, number>;
  /** `undefined` when no answer came. */
  ask: (versions: Record<string, number>) => Promise<SyncAnswer | undefined>;
  apply: (versions: Record<string, number>, answer: SyncAnswer) => void;
}

/**
 * Asks for everything after the known versions, answer by answer, until nothing is missing. The returned function starts
 * it: one catch-up runs at a time, and what is wanted meanwhile makes one more round.
 */
export function createCatchUp({ isConnected, readVersions, ask, apply }: CatchUpOptions): () => void {
  let isRunning = false;
  let isWanted = false;

  async function run(): Promise<void> {
    isWanted = false;
    let more = true;
    while (more && isConnected()) {
      const versions = readVersions();
      const answer = await ask(versions);
      if (!answer) {
        // Nothing is lost: it is asked again from the same versions, at the latest on the next connect.
        setTimeout(() => isConnected() && start(), ASK_AGAIN_AFTER);
        return;
      }
      apply(versions, answer);
      more = Object.values(answer.channels).some((changes) => changes.more);
    }
  }

  function start(): void {
    isWanted = true;
    if (isRunning) return;
    isRunning = true;
    void run().finally(() => {
      isRunning = false;
      if (isWanted && isConnected()) start();
    });
  }

  return start;
}
