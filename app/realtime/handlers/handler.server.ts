import type { z } from "zod";
import type { Actor } from "#app/domain/actor.ts";
import type { Requests } from "#app/shared/events.ts";

/** Which of the person's connections asks. */
interface RequestContext {
  connectionId: string;
}

/** A socket request: the schema that parses it and the verb that answers it. */
export interface Handler<Input, Answer> {
  schema: z.ZodType<Input>;
  run: (actor: Actor, input: Input, context: RequestContext) => Promise<Answer>;
}

/** Ties a schema to a verb, checking that they fit each other and the contract's answer. */
export function handler<E extends keyof Requests, Input>(
  _event: E,
  schema: z.ZodType<Input>,
  run: (actor: Actor, input: Input, context: RequestContext) => Promise<Requests[E]["answer"]>,
): Handler<never, unknown> {
  return { schema, run } as unknown as Handler<never, unknown>;
}
