import { z } from "zod";
import { updateProfileSchema } from "#app/domain/users/profile.schema.ts";
import { findUsersById } from "#app/domain/users/find-users.server.ts";
import { updateProfile } from "#app/domain/users/update-profile.server.ts";
import { id } from "#app/shared/schemas.ts";
import { handler } from "./handler.server.ts";

const findSchema = z.object({ userIds: z.array(id).max(100) });

const writingSchema = updateProfileSchema.pick({ enterSends: true, skinTone: true });

export const userHandlers = {
  "me:update": handler("me:update", writingSchema, updateProfile),
  "user:find": handler("user:find", findSchema, (_actor, { userIds }) => findUsersById(userIds)),
};
