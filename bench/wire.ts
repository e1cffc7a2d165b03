// A client on plain `ws` that speaks Socket.IO's frames: the generator must be cheaper than what it judges.
import { WebSocket } from "ws";

/** Frames of Engine.IO 4 and Socket.IO 5 as text. */
const PING = "2";
const PONG = "3";
const CONNECT = "40";
const EVENT = "42";
const ACKNOWLEDGEMENT = "43";

export interface Wire {
  /** Asks and returns what the server acknowledged. */
  ask(event: string, payload: unknown): Promise<{ ok: boolean; data?: unknown; error?: unknown }>;
  close(): void;
}

/** Connects with `auth`. `onEvent` gets each event as the bytes of its frame, unparsed. Throws when it is refused. */
export function openWire(
  url: string,
  auth: Record<string, unknown>,
  onEvent: (frame: Buffer) => void,
): Promise<Wire> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`, {
    perMessageDeflate: false,
  });
  const waiting = new Map<number, (answer: { ok: boolean }) => void>();
  let asked = 0;
  const wire: Wire = {
    ask(event, payload) {
      const id = asked++;
      socket.send(`${EVENT}${id}${JSON.stringify([event, payload])}`);
      return new Promise((resolve) => waiting.set(id, resolve));
    },
    close: () => socket.terminate(),
  };
  return new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("The server closed the connection.")));
    socket.on("open", () => socket.send(`${CONNECT}${JSON.stringify(auth)}`));
    socket.on("message", (data: Buffer) => {
      // Events are by far the most, and only looked at by their first bytes.
      if (data[0] === 0x34 && data[1] === 0x32) return onEvent(data);
      const frame = data.toString();
      if (frame === PING) socket.send(PONG);
      else if (frame.startsWith(ACKNOWLEDGEMENT)) {
        const [, id = "", json = ""] = /^43(\d+)(.*)$/s.exec(frame) ?? [];
        const [answer] = JSON.parse(json) as [{ ok: boolean }];
        waiting.get(Number(id))?.(answer);
        waiting.delete(Number(id));
      } else if (frame.startsWith(CONNECT)) resolve(wire);
      else if (frame.startsWith("44")) reject(new Error(`The server refused the connection: ${frame}`));
    });
  });
}

/** The messages that an event's frame tells of, in order; none where it tells of something else. */
export function readCreated(
  frame: Buffer,
): { id: string; channelId: string; seq: number; clientId: string; body: string }[] {
  const text = frame.toString();
  if (!text.startsWith(`${EVENT}["message:created"`)) return [];
  const [, payload] = JSON.parse(text.slice(EVENT.length)) as [
    string,
    { message: never } | { batch: { message: never }[] },
  ];
  return "batch" in payload ? payload.batch.map(({ message }) => message) : [payload.message];
}
