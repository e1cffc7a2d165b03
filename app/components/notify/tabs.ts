/**
 * What the tabs of one browser know of each other, by locks that they hold: the one that leads tells of messages, and what is
 * looked at in any of them needs no telling. A lock ends with its tab, however that ends, and browsers do not freeze a tab
 * that holds one. Without https there are no locks, and each tab is on its own.
 */
export function createTabs(userId: string) {
  const leader = `parley ${userId} leads`;
  const nameOf = (channelId: string) => `parley ${userId} looks at ${channelId}`;
  const lead = holdLock(leader, "exclusive");
  let looking: { channelId: string; release: () => void } | undefined;

  return {
    leads: lead.isHeld,
    /** The conversation on the screen of this tab. */
    lookAt(channelId: string | undefined): void {
      if (looking?.channelId === channelId) return;
      looking?.release();
      looking = channelId ? { channelId, release: holdLock(nameOf(channelId), "shared").release } : undefined;
    },
    async isLookedAt(channelId: string): Promise<boolean> {
      if (looking?.channelId === channelId) return true;
      const { held = [] } = (await navigator.locks?.query()) ?? {};
      return held.some(({ name }) => name === nameOf(channelId));
    },
    stop(): void {
      lead.release();
      looking?.release();
    },
  };
}

/** Asks for a lock and keeps it, once it comes, until it is released. */
function holdLock(name: string, mode: LockMode): { isHeld: () => boolean; release: () => void } {
  const ending = new AbortController();
  // Not there without https, whatever the types say.
  const locks = navigator.locks as LockManager | undefined;
  let isHeld = locks === undefined;
  const { promise: end, resolve } = Promise.withResolvers<void>();
  locks
    ?.request(name, { mode, signal: ending.signal }, () => {
      isHeld = true;
      return end;
    })
    .catch(() => undefined);
  return {
    isHeld: () => isHeld,
    release: () => {
      isHeld = false;
      resolve();
      ending.abort();
    },
  };
}
