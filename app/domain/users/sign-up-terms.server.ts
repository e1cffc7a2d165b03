import { findInviteOffer, type InviteOffer } from "#app/domain/invites/take-invite.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { requireAdmission } from "./create-account.server.ts";
import { hasAccounts, isSignUpOpen } from "./sign-up.server.ts";

/** What the page for signing up has to say before anything is typed. */
export interface SignUpTerms {
  /** The first account: it becomes the admin. */
  isFirst: boolean;
  isPossible: boolean;
  /** Why it is not, or what is wrong with the invite: the key of a sentence. */
  refusal: string | null;
  offer: InviteOffer | null;
}

/** What somebody who opens the page with this invite, or with none, may expect. */
export async function findSignUpTerms(invite: string | undefined): Promise<SignUpTerms> {
  const [isFirst, isOpen] = await Promise.all([hasAccounts().then((hasSome) => !hasSome), isSignUpOpen()]);
  const refusal = isFirst ? null : await findRefusal(invite);
  const offer = invite && !isFirst && !refusal ? await findInviteOffer(invite) : null;
  return { isFirst, isPossible: isOpen || !refusal, refusal, offer };
}

async function findRefusal(invite: string | undefined): Promise<string | null> {
  try {
    await requireAdmission(invite);
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.key;
  }
}
