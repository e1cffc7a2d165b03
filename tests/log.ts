import { Writable } from "node:stream";
import pino from "pino";
import { singleton } from "#app/platform/singleton.server.ts";
import { setEnvironment } from "./environment.ts";

/** Keeps every line that is logged from now on, of every level, until `setEnvironment` is called again. */
export function captureLog(): Record<string, unknown>[] {
  const lines: Record<string, unknown>[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      for (const line of chunk.toString().trim().split("\n"))
        lines.push(JSON.parse(line) as Record<string, unknown>);
      done();
    },
  });
  setEnvironment();
  singleton("logger", () => pino({ level: "trace", base: undefined }, stream));
  return lines;
}
