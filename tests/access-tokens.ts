import { vi } from "vitest";
import { signAccessToken } from "#app/domain/sessions/access-token.server.ts";
import { MINUTE } from "#app/shared/time.ts";
import type { Person } from "./factories.ts";

/** An access token of the person's session that was made so many minutes ago; they live for ten. */
export async function signTokenOfAge({ id, actor }: Person, minutes: number): Promise<string> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - minutes * MINUTE });
  try {
    return await signAccessToken({ id: actor.sessionId, userId: id });
  } finally {
    vi.useRealTimers();
  }
}
