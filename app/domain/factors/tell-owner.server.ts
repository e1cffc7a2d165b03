import type { Queryable } from "#app/db/client.server.ts";
import type { Actor } from "#app/domain/actor.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Letter } from "#app/domain/mail/compose-mail.server.ts";
import { notifyByMail } from "#app/domain/mail/send-letter.server.ts";

/** Where mails about factors lead. */
const SECOND_FACTOR_PAGE = "/settings/security/second-factor";

interface FactorChange {
  action:
    | "factor.add"
    | "factor.remove"
    | "factor.rename"
    | "factor.recovery_codes.renew"
    | "factor.recovery_code.use";
  details?: Record<string, unknown>;
  /** What the owner is told by mail; renaming is not worth one. */
  letter?: Pick<Letter, "kind" | "values">;
}

/** Writes down what a person did with their own factors and tells them by mail, in case that it was somebody else. */
export async function recordFactorChange(
  transaction: Queryable,
  actor: Pick<Actor, "userId">,
  { action, details, letter }: FactorChange,
): Promise<void> {
  await recordAudit(transaction, actor, { action, target: { type: "user", id: actor.userId }, details });
  if (letter) await notifyByMail(transaction, actor.userId, { ...letter, path: SECOND_FACTOR_PAGE });
}
