import { consumeLimit, hasRoom } from "#app/platform/rate-limit.server.ts";
import { AppError } from "#app/shared/errors.ts";

/**
 * Whoever tries many accounts from one address gets few tries, so that no account's own count is needed to stop them.
 * Throws `rate_limited` with the seconds to wait.
 */
export async function requirePatience(address: string): Promise<void> {
  if (await hasRoom("failed log-in by address", address)) return;
  await consumeLimit("slowed log-in by address", address);
}

/** Counts a wrong password or code against the address it came from. */
export async function noteAddressFailure(address: string): Promise<void> {
  try {
    await consumeLimit("failed log-in by address", address);
  } catch (error) {
    // That it is full is for the next one to learn, from `requirePatience`.
    if (!(error instanceof AppError)) throw error;
  }
}
