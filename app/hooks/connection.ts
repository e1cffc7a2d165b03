import type { Socket } from "socket.io-client";
import type {
  Acknowledgement,
  Announcements,
  ClientEvents,
  OneOrMany,
  Requests,
  ServerEvents,
} from "#app/shared/events.ts";
import { SECOND } from "#app/shared/time.ts";

export type Connection = Socket<ServerEvents, ClientEvents>;

/** No answer in this time: the connection may be dead without knowing it. Asking again is safe for every request. */
const ANSWER_WITHIN = 10 * SECOND;

/** A request was answered with an error. `code` is `offline` when no answer came. */
export class RequestError extends Error {
  readonly code: string;
  /** Seconds. */
  readonly retryAfter: number | undefined;

  constructor(code: string, detail: string, retryAfter?: number) {
    super(detail);
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/** Opens the socket of this page; the session cookie says who it is. What speaks it is loaded after the page is there. */
export async function openConnection(): Promise<Connection> {
  const { io } = await import("socket.io-client");
  return io({
    forceNew: true,
    path: "/socket.io",
    transports: ["websocket"],
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
  });
}

/** Asks and waits for the acknowledgement. Throws `RequestError`. */
export async function request<E extends keyof Requests>(
  connection: Connection | undefined,
  event: E,
  ask: Requests[E]["ask"],
): Promise<Requests[E]["answer"]> {
  if (!connection?.connected) throw new RequestError("offline", "");
  const untyped = connection as unknown as Socket;
  let answer: Acknowledgement<Requests[E]["answer"]>;
  try {
    answer = (await untyped.timeout(ANSWER_WITHIN).emitWithAck(event, ask)) as typeof answer;
  } catch {
    throw new RequestError("offline", "");
  }
  if (answer.ok) return answer.data;
  throw new RequestError(answer.error.code, answer.error.detail, answer.error.retryAfter);
}

/** Takes up an event of the server: each of its announcements goes to `take`, those that came together within one `around`. */
export function onEach<E extends keyof Announcements>(
  connection: Connection,
  event: E,
  around: (run: () => void) => void,
  take: (announcement: Announcements[E]) => void,
): void {
  const untyped = connection as unknown as Socket;
  const name: string = event;
  untyped.on(name, (payload: OneOrMany<Announcements[E]>) => {
    around(() => unbatch(payload).forEach(take));
  });
}

function unbatch<T extends object>(payload: OneOrMany<T>): T[] {
  return "batch" in payload ? payload.batch : [payload];
}
