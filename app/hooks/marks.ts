import { SECOND } from "#app/shared/time.ts";

/** Every mark that is moved is told to everybody in the channel, so a lively one must not move with each message. */
const MOVE_EVERY = 2 * SECOND;

/**
 * Tells how far each channel was read, or has arrived: at once, then at most once in two seconds, always ending with the
 * newest. `tell` answers whether it is settled; until it is, it is told again.
 */
export function createMarks(tell: (channelId: string, seq: number) => Promise<boolean>) {
  const wanted = new Map<string, number>();
  const resting = new Set<string>();

  async function attempt(channelId: string): Promise<void> {
    const seq = wanted.get(channelId);
    if (seq === undefined || resting.has(channelId)) return;
    resting.add(channelId);
    setTimeout(() => {
      resting.delete(channelId);
      void attempt(channelId);
    }, MOVE_EVERY);
    const isSettled = await tell(channelId, seq);
    if (isSettled && wanted.get(channelId) === seq) wanted.delete(channelId);
  }

  return {
    move(channelId: string, seq: number): void {
      wanted.set(channelId, Math.max(wanted.get(channelId) ?? 0, seq));
      void attempt(channelId);
    },
    /** What was moved there and not told yet is not told any more. */
    forget: (channelId: string) => void wanted.delete(channelId),
    /** Channels with the marks that are not settled. */
    pending: () => [...wanted],
  };
}
