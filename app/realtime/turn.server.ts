import type { Broadcast, EmitOptions } from "#app/platform/broadcast.server.ts";

/** Something that was asked of the broadcast, e.g. by another process. */
export type Act = {
  [Name in keyof Broadcast]: [name: Name, ...args: Parameters<Broadcast[Name]>];
}[keyof Broadcast];

interface Emission {
  rooms: string[];
  kind: string;
  payloads: unknown[];
  send: (payload: unknown) => Act;
}

/**
 * Collects what is asked for in one turn of the event loop and hands it over at the turn's end. An event joins an earlier
 * one of its kind to the same rooms where nothing else was asked for these rooms in between: what a room hears keeps its
 * order. An idle loop reaches its end at once, so nothing waits.
 */
export function createTurn(finish: (acts: Act[]) => void): Broadcast {
  let asked: (Act | Emission)[] = [];
  /** The last thing that each room will hear, as far as another may still join it. */
  const last = new Map<string, Emission>();

  function add(entry: Act | Emission): void {
    if (asked.length === 0) setImmediate(end);
    asked.push(entry);
  }

  function end(): void {
    const acts = asked.map((entry) => (Array.isArray(entry) ? entry : toAct(entry)));
    asked = [];
    last.clear();
    finish(acts);
  }

  function addEmission(rooms: string[], event: string, payload: unknown, options: EmitOptions = {}): void {
    // To Socket.IO no room means everybody.
    if (rooms.length === 0) return;
    const kind = JSON.stringify([event, options, rooms]);
    const earlier = last.get(rooms[0] ?? "");
    if (earlier?.kind === kind && rooms.every((room) => last.get(room) === earlier)) {
      earlier.payloads.push(payload);
      return;
    }
    const emission: Emission = {
      rooms,
      kind,
      payloads: [payload],
      send: (one) => ["emit", rooms, event, one, options],
    };
    for (const room of rooms) last.set(room, emission);
    add(emission);
  }

  function addBarrier(act: Act): void {
    last.clear();
    add(act);
  }

  return {
    emit: (rooms, event, payload, options) => addEmission([rooms].flat(), event, payload, options),
    join: (...args) => addBarrier(["join", ...args]),
    leave: (...args) => addBarrier(["leave", ...args]),
    reconnect: (...args) => addBarrier(["reconnect", ...args]),
    close: (...args) => addBarrier(["close", ...args]),
    tell: (...args) => add(["tell", ...args]),
  };
}

function toAct({ payloads, send }: Emission): Act {
  return send(payloads.length === 1 ? payloads[0] : { batch: payloads });
}
