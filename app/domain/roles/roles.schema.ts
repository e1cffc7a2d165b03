import { z } from "zod";
import { ROLE_NAME_MAX, ROLE_NAME_MIN } from "#app/shared/limits.ts";
import { PERMISSIONS } from "#app/shared/permissions.ts";
import { refuse } from "#app/shared/schemas.ts";

export const roleName = z
  .string()
  .trim()
  .refine((value) => value.length > 0, refuse("required"))
  .refine((value) => value.length >= ROLE_NAME_MIN, refuse("too_short", { min: ROLE_NAME_MIN }))
  .refine((value) => value.length <= ROLE_NAME_MAX, refuse("too_long", { max: ROLE_NAME_MAX }))
  .refine((value) => /^[a-z0-9-]+$/.test(value), refuse("bad_role_name"));

/** In the order in which people read them, each once. */
const permissions = z
  .array(z.enum(PERMISSIONS))
  .max(PERMISSIONS.length)
  .transform((chosen) => PERMISSIONS.filter((permission) => chosen.includes(permission)));

export const createRoleSchema = z.object({
  name: roleName,
  permissions,
  requiresSecondFactor: z.boolean().default(false),
});
export type CreateRoleInput = z.output<typeof createRoleSchema>;

/** What is left out stays as it is. */
export const updateRoleSchema = z.object({
  name: roleName.optional(),
  permissions: permissions.optional(),
  requiresSecondFactor: z.boolean().optional(),
});
export type UpdateRoleInput = z.output<typeof updateRoleSchema>;
