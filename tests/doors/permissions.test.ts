import type { RouteConfigEntry } from "@remix-run/route-config";
import { beforeAll, describe, expect, test } from "vitest";
import { handlers } from "#app/realtime/handlers/index.server.ts";
import routeConfig from "#app/routes.ts";
import { openSession, type Person } from "#tests/factories.ts";
import { createServerBuild } from "./build.ts";
import { cookieOf, openPage, postForm, rest, type PageAnswer } from "./http-client.ts";
import { events } from "./permission-events.ts";
import { routes } from "./permission-routes.ts";
import type { Rule } from "./permission-rules.ts";
import {
  CALLERS,
  findCaller,
  findClient,
  Scene,
  type CallerName,
  type Kind,
  type Outcome,
} from "./permission-scene.ts";
import { serverUrl } from "./server-address.ts";
import { withServer } from "./server.ts";
import { refusal } from "./socket-client.ts";
import { makeUploads, postUploads } from "./uploads.ts";

withServer();

const CHANNEL_ROLES = new Set<string>(["member", "moderator", "owner"]);

type Ask = (caller: Person | null, scene: Scene) => Promise<Outcome>;

/** Who asks. Those in a channel are users like any other where no channel is asked about. */
function listCallers(rule: Rule): CallerName[] {
  return CALLERS.filter((name) => rule.isAboutChannels || !CHANNEL_ROLES.has(name));
}

function expectOf(rule: Rule, kind: Kind): Record<string, Outcome> {
  return Object.fromEntries(listCallers(rule).map((name) => [name, rule.expected[kind][name]]));
}

/** What everybody is answered, each in a scene of their own. */
async function askAsEverybody(rule: Rule, kind: Kind, ask: Ask): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const name of listCallers(rule)) {
    // Of several permissions each has to be enough.
    const one = name === "only" && rule.asked.length > 1 ? rule.asked.map((each) => [each]) : [rule.asked];
    const outcomes = new Set<Outcome>();
    for (const asked of one) {
      const caller = await findCaller(name, asked);
      const isInside = rule.areInside && (name === "only" || name === "without");
      outcomes.add(await ask(caller, new Scene(kind, isInside ? [caller] : [])));
    }
    answers[name] = [...outcomes].join(" or ");
  }
  return answers;
}

const kindsOf = (rule: Rule): Kind[] => (rule.isAboutChannels ? ["public", "private"] : ["public"]);

/** As the addresses of a page say it: to the page for logging in, or to what has to be done first. */
function readOutcome({ status, location, code }: PageAnswer): Outcome {
  if (status === 302 && location?.startsWith("/login")) return "unauthenticated";
  if (status === 302 && location === "/settings/security/second-factor") return "forbidden";
  return code;
}

describe("every address", () => {
  const rows = Object.entries(routes).flatMap(([name, [rule, body = {}]]) =>
    kindsOf(rule).map((kind) => ({ name, kind, rule, body })),
  );

  test.each(rows)("$name ($kind)", async ({ name, kind, rule, body }) => {
    const [method = "", pattern = ""] = name.split(" ");
    const answers = await askAsEverybody(rule, kind, async (caller, scene) => {
      const fields = typeof body === "function" ? await body(scene) : body;
      const path = await scene.fill(pattern);
      if (method === "POST" && pattern.endsWith("/files")) return sendFile(caller, path, fields);
      if (pattern.startsWith("/api/")) {
        const answer = await rest(caller, method, path.replace("/api/v1", ""), {
          body: method === "GET" ? undefined : fields,
        });
        return answer.status < 400 ? "ok" : answer.body.code;
      }
      const asker =
        caller && pattern === "/logout" ? { ...caller, session: await openSession(caller) } : caller;
      if (method === "GET") return readOutcome(await openPage(caller, path));
      if (pattern === "/resources/passkeys") return postJson(caller, path, fields);
      // Remix tells the first page's forms by this from those of the frame around all pages.
      const target = path === "/" ? "/?index" : path;
      return readOutcome(await postForm(asker, target, fields as Record<string, string | string[]>));
    });
    expect(answers).toEqual(expectOf(rule, kind));
  });
});

/** Of a page with its fields, or of a program. */
async function sendFile(caller: Person | null, path: string, fields: unknown): Promise<Outcome> {
  const form = makeUploads(
    "file",
    [{ name: "a.txt", bytes: Buffer.from("a") }],
    fields as Record<string, string>,
  );
  if (!path.startsWith("/api/")) return readOutcome(await postUploads(caller, path, form));
  const headers = caller && { authorization: `Bearer ${caller.session.accessToken}` };
  const response = await fetch(serverUrl() + path, { method: "POST", headers: headers ?? {}, body: form });
  return response.status < 400 ? "ok" : ((await response.json()) as { code: Outcome }).code;
}

async function postJson(caller: Person | null, path: string, body: unknown): Promise<Outcome> {
  const response = await fetch(serverUrl() + path, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      origin: serverUrl(),
      ...(caller && { cookie: await cookieOf(caller.session) }),
    },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as { problem?: { code: Outcome } };
  return answer.problem?.code ?? "ok";
}

describe("every socket event", () => {
  const rows = Object.entries(events).flatMap(([name, [rule, body = {}]]) =>
    kindsOf(rule).map((kind) => ({ name, kind, rule, body })),
  );

  test.each(rows)("$name ($kind)", async ({ name, kind, rule, body }) => {
    const answers = await askAsEverybody(rule, kind, async (caller, scene) => {
      // Nobody, and who is not ready, are not even let in.
      const token = caller?.session.accessToken;
      if (!caller || caller.actor.restriction) return (await refusal({ auth: token ? { token } : {} })).code;
      const fields = typeof body === "function" ? await body(scene) : body;
      const answer = await (await findClient(caller)).askAnything(name.split(" ")[0] ?? "", fields);
      return answer.ok ? "ok" : answer.error.code;
    });
    expect(answers).toEqual(expectOf(rule, kind));
  });

  test("has a row", () => {
    const named = new Set(Object.keys(events).map((name) => name.split(" ")[0]));
    expect(named).toEqual(new Set(Object.keys(handlers)));
  });
});

interface Address {
  pattern: string;
  id: string;
}

function listAddresses(entries: RouteConfigEntry[], parent = ""): Address[] {
  return entries.flatMap(({ file, path, index, children = [] }) => {
    const pattern = path ? `${parent}/${path}` : parent;
    const own =
      path !== undefined || index ? [{ pattern: pattern || "/", id: file.replace(/\.tsx?$/, "") }] : [];
    return [...own, ...listAddresses(children, pattern)];
  });
}

describe("app/routes.ts", () => {
  const addresses = listAddresses(routeConfig);
  const named = new Set(Object.keys(routes).map((name) => name.split(" ").slice(0, 2).join(" ")));
  let build: Awaited<ReturnType<typeof createServerBuild>>;

  beforeAll(async () => {
    build = await createServerBuild();
  });

  test("has a row for every page and form, and no row is of another time", () => {
    const wanted = addresses
      .filter(({ pattern }) => !pattern.startsWith("/api/v1/"))
      .flatMap(({ pattern, id }) => {
        const { loader, action } = build.routes[id]?.module ?? {};
        return [loader && `GET ${pattern}`, action && !pattern.startsWith("/api/") && `POST ${pattern}`];
      });
    expect(wanted.filter((name) => name && !named.has(name))).toEqual([]);
    const patterns = new Set(addresses.map(({ pattern }) => pattern));
    expect([...named].filter((name) => !patterns.has(name.split(" ")[1] ?? ""))).toEqual([]);
  });

  test.each(addresses.filter(({ pattern }) => pattern.startsWith("/api/v1/")))(
    "has a row for every method of $pattern",
    async ({ pattern }) => {
      const admin = await findCaller("admin", []);
      const path = (await new Scene("public", []).fill(pattern)).replace("/api/v1", "");
      const { headers } = await rest(admin, "OPTIONS", path);
      const allowed = (headers.get("allow") ?? "").split(", ").filter(Boolean);
      const rows = [...named]
        .filter((name) => name.split(" ")[1] === pattern)
        .map((name) => name.split(" ")[0]);
      expect(new Set(rows)).toEqual(new Set(allowed));
      expect(rows).not.toHaveLength(0);
    },
  );
});
