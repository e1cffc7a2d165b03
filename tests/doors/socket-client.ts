import { io, type Socket } from "socket.io-client";
import { expect } from "vitest";
import type { Acknowledgement, Announcements, OneOrMany, Requests, SocketError } from "#app/shared/events.ts";
import type { SessionView } from "#app/shared/account-views.ts";
import { serverUrl } from "./server-address.ts";

export interface Told {
  event: keyof Announcements;
  payload: unknown;
}

/** A connected client and everything it was told. */
export interface Client {
  socket: Socket;
  /** Without who came and went, which is told a moment after it happens; that is in `heard`. */
  told: Told[];
  /** Asks and returns the acknowledgement. */
  ask<E extends keyof Requests>(
    event: E,
    payload: Requests[E]["ask"],
  ): Promise<Acknowledgement<Requests[E]["answer"]>>;
  /** As `ask`, for what the types forbid. */
  askAnything(event: string, ...payload: unknown[]): Promise<Acknowledgement<never>>;
  /** The payloads of one event so far. */
  heard<E extends keyof Announcements>(event: E): Announcements[E][];
}

const open: Socket[] = [];

export interface ConnectOptions {
  auth?: Record<string, unknown>;
  headers?: Record<string, string>;
}

/** Opens a socket without waiting for anything. */
export function openSocket({ auth = {}, headers = {} }: ConnectOptions): Socket {
  const socket = io(serverUrl(), {
    forceNew: true,
    transports: ["websocket"],
    reconnection: false,
    auth,
    extraHeaders: headers,
  });
  open.push(socket);
  return socket;
}

/** Connects with somebody's access token and waits until the server would answer requests. */
export async function connect({ session }: { session: SessionView }): Promise<Client> {
  const client = recordSocket(openSocket({ auth: { token: session.accessToken } }));
  // Answered only when the connection hears all of its rooms.
  expect(await client.ask("user:find", { userIds: [] })).toEqual({ ok: true, data: [] });
  return client;
}

/** Writes down from the start what a socket is told. */
function recordSocket(socket: Socket): Client {
  const told: Told[] = [];
  const presences: Told[] = [];
  socket.onAny((event: keyof Announcements, payload: OneOrMany<object>) => {
    const entries = event === "presence:changed" ? presences : told;
    for (const one of "batch" in payload ? payload.batch : [payload]) entries.push({ event, payload: one });
  });
  function askAnything(event: string, ...payload: unknown[]) {
    return socket.timeout(10_000).emitWithAck(event, ...payload) as Promise<Acknowledgement<never>>;
  }
  return {
    socket,
    told,
    ask: askAnything,
    askAnything,
    heard: (event) =>
      [...told, ...presences].filter((entry) => entry.event === event).map((entry) => entry.payload as never),
  };
}

/** How the server refuses a handshake. */
export async function refusal(options: ConnectOptions): Promise<SocketError> {
  const socket = openSocket(options);
  return new Promise((resolve, reject) => {
    socket.on("connect", () => reject(new Error("The handshake was accepted.")));
    socket.on("connect_error", (error) => resolve((error as Error & { data: SocketError }).data));
  });
}

/** Closes every socket that was opened here. */
export function closeSockets(): void {
  for (const socket of open.splice(0)) socket.disconnect();
}
