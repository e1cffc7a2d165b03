// Second factors of the people in tests.
import { eq, sql } from "drizzle-orm";
import { vi } from "vitest";
import { db } from "#app/db/client.server.ts";
import { roles, sessions } from "#app/db/schema/index.ts";
import { beginTotp, confirmTotp } from "#app/domain/factors/set-up-totp.server.ts";
import { createId } from "#app/shared/ids.ts";
import type { Person } from "./factories.ts";
import { codeOf, STEP } from "./totp.ts";

/** Stops the clock of codes in the middle of a step, so that none changes while a test runs. */
export function holdClock(): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Math.floor(Date.now() / STEP) * STEP + STEP / 2 });
}

/** Another step begins. */
export function nextStep(): void {
  vi.setSystemTime(Date.now() + STEP);
}

export interface App {
  secret: string;
  recoveryCodes: string[];
}

/** Sets an authenticator app up, with the code of the step before: this one's is still good. */
export async function addApp({ actor }: Person): Promise<App> {
  const none = { password: undefined, code: undefined };
  const { secret } = await beginTotp(actor, none);
  return { secret, recoveryCodes: await confirmTotp(actor, { ...none, code: codeOf(secret, -1) }) };
}

/** The person has shown who they are, but too long ago for a sensitive step. */
export async function forgetProof({ actor }: Person): Promise<void> {
  await db()
    .update(sessions)
    .set({ provenAt: sql`now() - interval '11 minutes'` })
    .where(eq(sessions.id, actor.sessionId));
}

/** A role that asks for a second factor. */
export async function createStrictRole(): Promise<string> {
  const name = `strict-${createId().slice(-8)}`;
  await db().insert(roles).values({ name, permissions: [], requiresSecondFactor: true });
  return name;
}
