// Every write, through each of its doors: a form without JavaScript, REST, a socket.
import type { ErrorCode } from "#app/shared/errors.ts";
import type { Acknowledgement } from "#app/shared/events.ts";
import type { Person } from "#tests/factories.ts";
import { openPage, postForm, rest } from "./http-client.ts";
import type { Client } from "./socket-client.ts";

export const DOORS = ["form", "rest", "socket"] as const;
export type DoorName = (typeof DOORS)[number];

export type Outcome = ErrorCode | "ok";

/** Who writes: the session for forms and REST, the connection for sockets. */
export interface Writer {
  person: Person;
  client: Client;
}

type Fields = Record<string, unknown>;
type Write = Record<DoorName, (writer: Writer, input: Fields) => Promise<Outcome>>;

/** In forms everything is text, and a name may come several times. */
async function post({ person }: Writer, path: string, fields: Fields): Promise<Outcome> {
  return (await postForm(person, path, fields as Record<string, string | string[]>)).code;
}

async function call({ person }: Writer, method: string, address: string, body?: unknown): Promise<Outcome> {
  const answer = await rest(person, method, address, { body });
  return answer.status < 400 ? "ok" : answer.body.code;
}

async function ask({ client }: Writer, event: string, payload: unknown): Promise<Outcome> {
  const answer: Acknowledgement<never> = await client.askAnything(event, payload);
  return answer.ok ? "ok" : answer.error.code;
}

const path = (input: Fields) => `/channels/${String(input["channelId"])}`;
const without = ({ channelId: _, ...fields }: Fields) => fields;

export const writes = {
  "send a message": {
    form: (writer, input) => post(writer, path(input), { intent: "send", ...without(input) }),
    rest: (writer, input) => call(writer, "POST", `${path(input)}/messages`, without(input)),
    socket: (writer, input) => ask(writer, "message:send", input),
  },
  "create a channel": {
    form: (writer, input) => post(writer, "/channels/new", input),
    rest: (writer, input) => call(writer, "POST", "/channels", input),
    socket: (writer, input) => ask(writer, "channel:create", input),
  },
  "open a direct conversation": {
    form: (writer, input) => post(writer, "/messages/new", input),
    rest: (writer, input) => call(writer, "POST", "/channels/direct", input),
    socket: (writer, input) => ask(writer, "channel:direct", input),
  },
  "join a channel": {
    form: (writer, input) => post(writer, path(input), { intent: "join" }),
    rest: (writer, input) => call(writer, "POST", `${path(input)}/join`),
    socket: (writer, input) => ask(writer, "channel:join", input),
  },
  "leave a channel": {
    form: (writer, input) => post(writer, path(input), { intent: "leave" }),
    rest: (writer, input) => call(writer, "POST", `${path(input)}/leave`),
    socket: (writer, input) => ask(writer, "channel:leave", input),
  },
  "mark a channel read": {
    // Without JavaScript the page that shows the messages is what reads them.
    form: async ({ person }, input) => (await openPage(person, path(input))).code,
    rest: (writer, input) => call(writer, "PUT", `${path(input)}/read`, without(input)),
    socket: (writer, input) => ask(writer, "channel:read", input),
  },
} satisfies Record<string, Write>;

export type WriteName = keyof typeof writes;
