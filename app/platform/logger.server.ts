import pino from "pino";
import { env } from "./env.server.ts";
import { singleton } from "./singleton.server.ts";

/** Structured logs on standard output. A line never holds a message body, a token, a password or a mail address. */
export function logger(): pino.Logger {
  return singleton("logger", () => {
    const { NODE_ENV, LOG_LEVEL } = env();
    const pretty = NODE_ENV === "development" ? { transport: { target: "pino-pretty" } } : {};
    return pino({ level: LOG_LEVEL, base: undefined, timestamp: pino.stdTimeFunctions.isoTime, ...pretty });
  });
}
