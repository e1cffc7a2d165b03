import type { Requests } from "#app/shared/events.ts";
import { SECOND } from "#app/shared/time.ts";
import { openConnection, request, type Connection } from "./connection.ts";

export type ConnectionStatus = "connecting" | "online" | "offline";

/** So many connects that failed in a row mean a network without websockets: then messages go by HTTP. */
const BLOCKED_AFTER = 3;
const OPEN_AGAIN_AFTER = 5 * SECOND;

interface LiveConnectionOptions {
  /** Takes up what the socket tells; once for each socket. */
  listen: (socket: Connection) => void;
  onStatus: (status: ConnectionStatus) => void;
  /** The page is looked at again: the computer may have slept meanwhile. */
  onWake: () => void;
  onSessionEnd: () => void;
}

/** The page's socket, which comes back by itself for as long as the session lasts. */
export function createLiveConnection({ listen, onStatus, onWake, onSessionEnd }: LiveConnectionOptions) {
  let socket: Connection | undefined;
  let failedConnects = 0;

  function follow(opened: Connection): void {
    opened.on("connect", () => {
      failedConnects = 0;
      onStatus("online");
    });
    opened.on("disconnect", (reason) => {
      onStatus("offline");
      // Socket.IO does not come back by itself when the server closed the socket on purpose.
      if (reason === "io server disconnect") setTimeout(() => opened.connect(), SECOND);
    });
    opened.on("connect_error", (error) => {
      onStatus("offline");
      const code = (error as { data?: { code?: string; retryAfter?: number } }).data?.code;
      if (code === "unauthenticated") endSession();
      // Nothing was refused: no websocket got through at all, though the browser thinks that there is a network.
      if (!code && navigator.onLine) failedConnects++;
      // A refused handshake is not retried by Socket.IO; a full or restarting server will take us later.
      else if (code) setTimeout(() => opened.connect(), OPEN_AGAIN_AFTER);
    });
    opened.on("session:ended", endSession);
    listen(opened);
  }

  function endSession(): void {
    socket?.disconnect();
    onSessionEnd();
  }

  async function start(isWanted: () => boolean): Promise<void> {
    const opened = await openConnection().catch(() => undefined);
    if (!isWanted()) opened?.disconnect();
    else if (opened) follow((socket = opened));
    else {
      // What speaks to the server could not be loaded.
      onStatus("offline");
      setTimeout(() => isWanted() && void start(isWanted), OPEN_AGAIN_AFTER);
    }
  }

  return {
    isConnected: () => socket?.connected ?? false,
    /** No websocket gets through. */
    isBlocked: () => failedConnects >= BLOCKED_AFTER,
    /** Throws `RequestError`. */
    ask: <E extends keyof Requests>(event: E, payload: Requests[E]["ask"]) => request(socket, event, payload),
    /** Connects, and keeps connected until the returned function is called. */
    open(): () => void {
      let isWanted = true;
      // A turn later, so that a mount which is undone at once (React's strict mode does that) opens nothing.
      const opening = setTimeout(() => void start(() => isWanted));
      // A dead connection is noticed by silence, which takes half a minute; the browser often knows at once.
      const goOffline = () => onStatus("offline");
      const comeBack = () => socket?.disconnect().connect();
      const wake = () => document.visibilityState === "visible" && onWake();
      window.addEventListener("offline", goOffline);
      window.addEventListener("online", comeBack);
      document.addEventListener("visibilitychange", wake);
      return () => {
        isWanted = false;
        clearTimeout(opening);
        window.removeEventListener("offline", goOffline);
        window.removeEventListener("online", comeBack);
        document.removeEventListener("visibilitychange", wake);
        socket?.disconnect();
      };
    },
  };
}
