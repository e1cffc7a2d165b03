import { z } from "zod";
import { findUsersById } from "#app/domain/users/find-users.server.ts";
import { id } from "#app/shared/schemas.ts";
import { handler } from "./handler.server.ts";

const findSchema = z.object({ userIds: z.array(id).max(100) });

export const userHandlers = {
  "user:find": handler("user:find", findSchema, (_actor, { userIds }) => findUsersById(userIds)),
};
