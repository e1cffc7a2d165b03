import { z } from "zod";
import { proofSchema } from "#app/domain/sessions/proof.schema.ts";
import { PASSKEY_NAME_MAX } from "#app/shared/limits.ts";
import { line, refuse } from "#app/shared/schemas.ts";

/** Also wide enough for a recovery code with all its dashes; what is longer is none of ours. */
const code = z
  .string()
  .trim()
  .refine((value) => value.length > 0, refuse("required"))
  .refine((value) => value.length <= 100, refuse("wrong_code"));

/** What can be done on the page of settings. */
export const factorIntentSchema = z.object({
  intent: z.enum([
    "prove",
    "begin-app",
    "cancel-app",
    "confirm-app",
    "remove-app",
    "renew-codes",
    "rename-passkey",
    "remove-passkey",
  ]),
});

export const codeSchema = z.object({ code });

/** The code is of the app that is being set up, so only the password can be the proof. */
export const confirmTotpSchema = z.object({
  password: proofSchema.shape.password,
  code: code.transform((value) => value.replace(/\s/g, "")),
});
export type ConfirmTotpInput = z.output<typeof confirmTotpSchema>;

const base64url = z
  .string()
  .max(16_384)
  .regex(/^[\w-]*$/);
const passkeyId = base64url.min(1).max(1400);
const passkeyName = line(PASSKEY_NAME_MAX, { required: true });

export const renamePasskeySchema = proofSchema.extend({ passkeyId, name: passkeyName });
export type RenamePasskeyInput = z.output<typeof renamePasskeySchema>;

export const removePasskeySchema = proofSchema.extend({ passkeyId });
export type RemovePasskeyInput = z.output<typeof removePasskeySchema>;

/** What of a browser's answer is looked at (WebAuthn, RegistrationResponseJSON); the rest is dropped. */
const newPasskey = z.object({
  id: passkeyId,
  rawId: passkeyId,
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    // Only hints for the next time, so odd ones are no reason to refuse a passkey.
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(10)
      .optional()
      .catch(undefined),
  }),
  clientExtensionResults: z.object({}).default({}),
});

/** As above, AuthenticationResponseJSON. */
const passkeyAnswer = z.object({
  id: passkeyId,
  rawId: passkeyId,
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.optional(),
  }),
  clientExtensionResults: z.object({}).default({}),
});
export type PasskeyAnswer = z.output<typeof passkeyAnswer>;

const next = z.string().max(2000).default("/");

/** What the scripts of pages ask for at /resources/passkeys. */
export const passkeyStepSchema = z.discriminatedUnion("step", [
  z.object({ step: z.literal("begin"), purpose: z.enum(["register", "log_in", "second_factor", "prove"]) }),
  z.object({ step: z.literal("register"), name: passkeyName, answer: newPasskey }),
  z.object({ step: z.literal("log_in"), answer: passkeyAnswer, remember: z.boolean().default(false), next }),
  z.object({ step: z.literal("second_factor"), answer: passkeyAnswer, next }),
  z.object({ step: z.literal("prove"), answer: passkeyAnswer }),
]);
type PasskeyStep = z.output<typeof passkeyStepSchema>;
export type PasskeyPurpose = Extract<PasskeyStep, { step: "begin" }>["purpose"];
export type RegisterPasskeyInput = Omit<Extract<PasskeyStep, { step: "register" }>, "step">;
