import { createCookie, redirectDocument, type AppLoadContext } from "@remix-run/node";
import { z } from "zod";
import { providerIdSchema, type ProviderId } from "#app/domain/identities/identities.schema.ts";
import { appUrl } from "#app/platform/env.server.ts";
import { sessionSecrets } from "#app/platform/secrets.server.ts";
import { MINUTE, SECOND } from "#app/shared/time.ts";
import "./request-context.ts";

/** How long a visit at a provider may take, and how long what it found waits for a log-in. */
const LIFETIME = 10 * MINUTE;

const sealedSchema = z.object({ value: z.unknown(), expiresAt: z.number() });

/** A cookie whose value only we can write, under a key of its own, and that ends on the server's clock. */
function defineSealed<S extends z.ZodType>(name: string, schema: S) {
  const define = () => {
    const secure = appUrl().startsWith("https:");
    return createCookie(secure ? `__Host-${name}` : name, {
      path: "/",
      httpOnly: true,
      sameSite: "lax",
      secure,
      maxAge: LIFETIME / SECOND,
      secrets: sessionSecrets().map((secret) => `${name}\0${secret}`),
    });
  };
  return {
    serialize: (value: z.output<S>) => define().serialize({ value, expiresAt: Date.now() + LIFETIME }),
    clear: () => define().serialize("", { maxAge: 0 }),
    read: async (request: Request): Promise<z.output<S> | null> => {
      const sealed = sealedSchema.safeParse(await define().parse(request.headers.get("cookie"))).data;
      const isGood = sealed !== undefined && sealed.expiresAt > Date.now();
      return isGood ? (schema.safeParse(sealed.value).data ?? null) : null;
    },
  };
}

const errandSchema = z.object({
  provider: providerIdSchema,
  intent: z.enum(["log_in", "link", "prove"]),
  /** A path that `safeNextPath` has let through. */
  next: z.string(),
  invite: z.string().optional(),
  remember: z.boolean(),
  /** The session that wants to link or to prove. */
  sessionId: z.string().optional(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  /** What the browser was sent to the provider with; none before it was. */
  state: z.string().optional(),
});

/** What somebody visits a provider for. A browser has one errand at a time: the newest counts. */
export const errandCookie = defineSealed("parley_errand", errandSchema);
export type Errand = z.output<typeof errandSchema>;

/** An account elsewhere that waits for a log-in to the account that has its address. */
export const pendingLinkCookie = defineSealed(
  "parley_pending_link",
  z.object({ provider: providerIdSchema, subject: z.string(), label: z.string(), userId: z.string() }),
);

/**
 * Sends the browser off to a provider, by way of our own page: browsers hold the redirects of a posted form to the
 * policy's `form-action`, which cannot name every host that a provider may lead through.
 */
export async function beginVisit(
  provider: ProviderId,
  errand: Omit<Errand, "provider" | "startedAt" | "state">,
  context: AppLoadContext,
): Promise<Response> {
  context.setCookie(await errandCookie.serialize({ ...errand, provider, startedAt: Date.now() }));
  return redirectDocument(`/auth/${provider}`, 303);
}
