import { z } from "zod";

export const providerIdSchema = z.enum(["github", "google", "oidc"]);
export type ProviderId = z.output<typeof providerIdSchema>;

/** A place whose accounts open accounts here, as buttons name it. */
export interface ProviderView {
  id: ProviderId;
  name: string;
}

/** What the form that leads to a provider carries along. */
export const visitSchema = z.object({
  /** Longer than any address of ours: it would not fit into a cookie. */
  next: z.string().max(500).catch("/"),
  /** What the link of an invite carries; an empty field is none. */
  invite: z
    .string()
    .max(200)
    .optional()
    .transform((value) => value || undefined),
  remember: z.boolean(),
});
