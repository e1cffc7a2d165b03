import type { Permission } from "#app/shared/permissions.ts";
import type { Preferences } from "#app/shared/preferences.ts";

/** Who is asking: what every verb takes first. Made by the session lookup and nowhere else. */
export interface Actor {
  userId: string;
  sessionId: string;
  role: string;
  permissions: ReadonlySet<Permission>;
  /** What has to be done before this session opens anything else; null for most. */
  restriction: Restriction | null;
  /** How pages look to them. */
  preferences: Preferences;
}

/**
 * `verify_email`: the address is to be proven first. `second_factor`: the role asks for one and there is none.
 * `deletion`: the account is about to be deleted, and can only be kept.
 */
export type Restriction = "verify_email" | "second_factor" | "deletion";
