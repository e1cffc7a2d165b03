import { resolve } from "node:path";
import proxyAddress from "proxy-addr";
import { z } from "zod";
import { singleton } from "./singleton.server.ts";

const list = z
  .string()
  .default("")
  .transform((value) =>
    value
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  );

const optionalUrl = (...protocols: string[]) =>
  z
    .string()
    .optional()
    .transform((value) => value || undefined)
    .refine((value) => value === undefined || isUrl(value, protocols), {
      message: `must be an address that starts with ${protocols.map((name) => `${name}://`).join(" or ")}`,
    });

function isUrl(value: string, protocols: string[]): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, host } = new URL(value);
  return protocols.includes(protocol.slice(0, -1)) && (host !== "" || protocol.startsWith("postgres"));
}

/** `scheme://host[:port]` and nothing after it: what a browser sends as Origin. */
function isOrigin(value: string): boolean {
  return isUrl(value, ["http", "https"]) && new URL(value).origin === value;
}

function isProxyTrust(value: string | number | false): boolean {
  try {
    if (typeof value === "string") proxyAddress.compile(value.split(",").map((part) => part.trim()));
    return true;
  } catch {
    return false;
  }
}

const settings = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default("0.0.0.0"),
  APP_URL: optionalUrl("http", "https"),
  DATA_DIR: z
    .string()
    .min(1)
    .default(".data")
    .transform((value) => resolve(value)),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  SESSION_SECRET: list.refine((secrets) => secrets.every((secret) => secret.length >= 32), {
    message: "each secret must have at least 32 characters",
  }),
  DATABASE_URL: optionalUrl("postgres", "postgresql"),
  REDIS_URL: optionalUrl("redis", "rediss"),
  SMTP_URL: optionalUrl("smtp", "smtps"),
  MAIL_FROM: z.string().min(3).default("Parley <parley@localhost>"),
  SIGNUP_MODE: z.enum(["open", "invite", "closed"]).default("open"),
  EMAIL_VERIFICATION: z.enum(["optional", "required"]).default("optional"),
  GITHUB_CLIENT_ID: z.string().optional(),
  GITHUB_CLIENT_SECRET: z.string().optional(),
  GOOGLE_CLIENT_ID: z.string().optional(),
  GOOGLE_CLIENT_SECRET: z.string().optional(),
  OIDC_ISSUER: optionalUrl("https", "http"),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().min(1).max(40).default("single sign-on"),
  CORS_ORIGINS: list.refine((origins) => origins.every(isOrigin), {
    message: "each must be an origin such as https://example.org, with nothing after the host",
  }),
  TRUST_PROXY: z
    .string()
    .default("")
    .transform((value) => (/^\d+$/.test(value) ? Number(value) : value === "true" ? 1 : value || false))
    .refine(isProxyTrust, { message: "must be a number of proxies, or a list of their addresses" }),
  RATE_LIMIT_SCALE: z.coerce.number().min(0).default(1),
});

/** Of each group all or none: half a provider would be a button that leads nowhere. */
const TOGETHER = [
  ["GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET"],
  ["GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET"],
  ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"],
] as const;

const schema = settings.superRefine((values, check) => {
  for (const group of TOGETHER) {
    const missing = group.filter((name) => !values[name]);
    if (missing.length === group.length) continue;
    for (const name of missing)
      check.addIssue({
        code: "custom",
        path: [name],
        message: `must be set together with ${group.join(", ")}`,
      });
  }
});

export type Env = z.output<typeof schema>;

/** Named in the contract, but not served by this version: better refused than silently ignored. */
const NOT_SERVED_YET = ["MEILI_URL", "METRICS_TOKEN"];

/** A setting is wrong. The message names each variable and is meant for the person who starts Parley. */
export class EnvError extends Error {}

/** Checks the environment. Throws `EnvError` naming every variable that is wrong. */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const problems = NOT_SERVED_YET.filter((name) => variables[name]).map(
    (name) => `${name}: not supported by this version of Parley yet; leave it unset`,
  );
  // An empty variable means "not set": that is what an empty line in an env file or a compose file gives.
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (!result.success) {
    problems.push(...result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`));
  }
  if (!result.success || problems.length > 0) {
    throw new EnvError(
      `The configuration is not valid.\n${problems.map((problem) => `  ${problem}`).join("\n")}`,
    );
  }
  return result.data;
}

/** The environment of this process, checked once. */
export function env(): Env {
  return singleton("env", () => parseEnv(process.env));
}

/** Where people reach Parley; without APP_URL, the address it listens on. */
export function appUrl(): string {
  return env().APP_URL?.replace(/\/$/, "") ?? `http://localhost:${env().PORT}`;
}

/** Which implementation serves each capability; boot logs this line. */
export function backends() {
  return {
    database: env().DATABASE_URL ? "external" : "embedded",
    keyvalue: env().REDIS_URL ? "redis" : "in-process",
    search: "postgresql",
    storage: "disk",
    mail: env().SMTP_URL ? "smtp" : "files",
  } as const;
}
