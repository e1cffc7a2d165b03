import { MINUTE, SECOND } from "#app/shared/time.ts";

const AWAY_AFTER = 5 * MINUTE;
const LOOK_EVERY = 15 * SECOND;
const INPUTS = ["pointerdown", "pointermove", "keydown", "wheel", "focus"] as const;

/** Calls back when there was no input for five minutes, and when the person is back. The returned function ends it. */
function watchIdle(onChange: (isAway: boolean) => void): () => void {
  let lastInput = Date.now();
  let isAway = false;

  function takeInput(): void {
    lastInput = Date.now();
    look();
  }

  function look(): void {
    // By the clock: timers stand still while a computer sleeps.
    const isIdle = Date.now() - lastInput >= AWAY_AFTER;
    if (isIdle === isAway) return;
    isAway = isIdle;
    onChange(isAway);
  }

  const timer = setInterval(look, LOOK_EVERY);
  for (const input of INPUTS) window.addEventListener(input, takeInput, { passive: true });
  return () => {
    clearInterval(timer);
    for (const input of INPUTS) window.removeEventListener(input, takeInput);
  };
}

/**
 * Tells the server when this device is left alone and taken up again. Who is busy said so of themselves, on every device,
 * and anything else that was told would end it.
 */
export function createOwnPresence(tell: (status: "online" | "away") => void, isBusy: () => boolean) {
  let isAway = false;

  function tellIfFree(status: "online" | "away"): void {
    if (!isBusy()) tell(status);
  }

  return {
    watch: () =>
      watchIdle((isIdle) => {
        isAway = isIdle;
        tellIfFree(isAway ? "away" : "online");
      }),
    /** A new connection counts as online. */
    repeat: () => isAway && tellIfFree("away"),
  };
}
