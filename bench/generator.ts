// The process that makes the load. Its parent gives it one load at a time and hears when counting begins and ends.
import { once } from "node:events";
import { pin, LOAD_CORE } from "./measure.ts";
import { runLoad, type Load } from "./load.ts";
import { openWire, type Wire } from "./wire.ts";

export type Order =
  { load: Load } | { idle: { url: string; auths: Record<string, unknown>[] } } | { release: true };

pin(process.pid, LOAD_CORE);
let idle: Wire[] = [];

process.on("message", (order: Order | "go") => {
  if (order === "go") return;
  void carryOut(order).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.on("disconnect", () => process.exit());

async function carryOut(order: Order): Promise<unknown> {
  if ("load" in order) {
    return runLoad(order.load, async (moment) => {
      process.send?.({ moment });
      // The parent has read its clocks.
      await once(process, "message");
    });
  }
  if ("idle" in order) {
    for (const auth of order.idle.auths) idle.push(await openWire(order.idle.url, auth, () => {}));
    return idle.length;
  }
  for (const wire of idle) wire.close();
  idle = [];
  return 0;
}
