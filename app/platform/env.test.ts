import { describe, expect, test } from "vitest";
import { EnvError, parseEnv } from "./env.server.ts";

function complaintOf(variables: Record<string, string>): string {
  try {
    parseEnv(variables);
  } catch (error) {
    if (error instanceof EnvError) return error.message;
    throw error;
  }
  throw new Error("The environment was accepted.");
}

test("nothing has to be set", () => {
  expect(parseEnv({})).toMatchObject({
    NODE_ENV: "production",
    PORT: 3000,
    DATA_DIR: `${process.cwd()}/.data`,
    SESSION_SECRET: [],
    SIGNUP_MODE: "open",
    CORS_ORIGINS: [],
    TRUST_PROXY: false,
    RATE_LIMIT_SCALE: 1,
  });
});

test("an empty variable is one that is not set", () => {
  expect(parseEnv({ PORT: "", DATABASE_URL: "", LOG_LEVEL: "", APP_URL: "" })).toEqual(parseEnv({}));
});

describe("a bad value names its variable and nothing else", () => {
  test.each([
    ["PORT", "http"],
    ["PORT", "70000"],
    ["PORT", "-1"],
    ["APP_URL", "chat.example.org"],
    ["DATABASE_URL", "mysql://root:hidden@localhost/parley"],
    ["APP_URL", "https://"],
    ["CORS_ORIGINS", "https://example.org/path"],
    ["CORS_ORIGINS", "example.org"],
    ["TRUST_PROXY", "sometimes"],
    ["TRUST_PROXY", "10.0.0.0/99"],
    ["METRICS_TOKEN", "hidden"],
    ["LOG_LEVEL", "loud"],
    ["NODE_ENV", "staging"],
    ["SESSION_SECRET", "too-short-hidden"],
    ["SIGNUP_MODE", "maybe"],
    ["RATE_LIMIT_SCALE", "-1"],
    ["RATE_LIMIT_SCALE", "fast"],
    ["REDIS_URL", "redis://:hidden@localhost"],
    ["SMTP_URL", "smtp://me:hidden@localhost"],
  ])("%s=%s", (name, value) => {
    const complaint = complaintOf({ [name]: value });
    expect(complaint).toMatch(new RegExp(`^The configuration is not valid.\\n {2}${name}: [^\\n]+$`));
    expect(complaint).not.toContain("hidden");
  });
});

test("all bad values are named at once", () => {
  const complaint = complaintOf({ PORT: "x", LOG_LEVEL: "loud", REDIS_URL: "redis://localhost" });
  for (const name of ["PORT", "LOG_LEVEL", "REDIS_URL"]) expect(complaint).toContain(`  ${name}: `);
});

test("lists are split and trimmed", () => {
  const secrets = ["a".repeat(32), "b".repeat(32)];
  expect(parseEnv({ SESSION_SECRET: ` ${secrets.join(" , ")} ,` }).SESSION_SECRET).toEqual(secrets);
  expect(parseEnv({ CORS_ORIGINS: "https://a.test, https://b.test" }).CORS_ORIGINS).toEqual([
    "https://a.test",
    "https://b.test",
  ]);
});

test.each([
  ["", false],
  ["1", 1],
  ["true", 1],
  ["10.0.0.0/8", "10.0.0.0/8"],
])("TRUST_PROXY=%j is %j", (value, expected) => {
  expect(parseEnv({ TRUST_PROXY: value }).TRUST_PROXY).toBe(expected);
});
