import { z } from "zod";
import type { Actor } from "#app/domain/actor.ts";
import { addPeople } from "#app/domain/memberships/add-people.server.ts";
import { handOver } from "#app/domain/memberships/hand-over.server.ts";
import { addPeopleSchema, setMemberSchema } from "#app/domain/memberships/memberships.schema.ts";
import { removeMember } from "#app/domain/memberships/remove-member.server.ts";
import { setMember } from "#app/domain/memberships/set-member.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { id, parseInput } from "#app/shared/schemas.ts";

const personSchema = z.object({ userId: id });
const roleSchema = setMemberSchema.pick({ role: true }).required();

/** Carries out a form of the panel of members. Throws as the verbs, `malformed`. */
export async function answerMembersForm(
  actor: Actor,
  channelId: string,
  form: URLSearchParams,
): Promise<void> {
  const fields = Object.fromEntries(form);
  const { intent = "" } = fields;
  switch (intent) {
    case "add":
      return addPeople(actor, channelId, parseInput(addPeopleSchema, { userIds: form.getAll("userIds") }));
    case "set-role": {
      const { userId } = parseInput(personSchema, fields);
      return setMember(actor, channelId, userId, parseInput(roleSchema, fields));
    }
    case "hand-over":
      return handOver(actor, channelId, parseInput(personSchema, fields).userId);
    case "remove":
      return removeMember(actor, channelId, parseInput(personSchema, fields).userId);
    default:
      throw new AppError("malformed");
  }
}
