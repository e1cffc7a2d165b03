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
    MAIL_FROM: "Parley <parley@localhost>",
    SIGNUP_MODE: "open",
    EMAIL_VERIFICATION: "optional",
    OIDC_NAME: "single sign-on",
    CORS_ORIGINS: [],
    TRUST_PROXY: false,
    RATE_LIMIT_SCALE: 1,
  });
  expect(parseEnv({}).REDIS_URL).toBeUndefined();
});

test.each([
  ["REDIS_URL", "redis://:secret@localhost:6379/1"],
  ["REDIS_URL", "rediss://localhost"],
  ["SMTP_URL", "smtp://me:secret@localhost"],
  ["SMTP_URL", "smtps://mail.example.org:465"],
  ["MAIL_FROM", "Chat <chat@example.org>"],
  ["SIGNUP_MODE", "invite"],
  ["SIGNUP_MODE", "closed"],
  ["EMAIL_VERIFICATION", "required"],
  ["OIDC_NAME", "Example Inc."],
])("%s=%s is accepted", (name, value) => {
  expect(parseEnv({ [name]: value })).toMatchObject({ [name]: value });
});

test("an empty variable is one that is not set", () => {
  const empty = Object.fromEntries(
    ["PORT", "DATABASE_URL", "LOG_LEVEL", "APP_URL", "REDIS_URL", "MAIL_FROM", "GITHUB_CLIENT_ID"].map(
      (name) => [name, ""],
    ),
  );
  expect(parseEnv(empty)).toEqual(parseEnv({}));
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
    ["EMAIL_VERIFICATION", "sometimes"],
    ["MEILI_URL", "http://hidden.example.org"],
    ["REDIS_URL", "http://:hidden@localhost:6379"],
    ["REDIS_URL", "redis://"],
    ["REDIS_URL", "hidden:6379"],
    ["SMTP_URL", "https://me:hidden@localhost"],
    ["SMTP_URL", "localhost:25"],
    ["OIDC_NAME", "hidden".repeat(10)],
  ])("%s=%s", (name, value) => {
    const complaint = complaintOf({ [name]: value });
    expect(complaint).toMatch(new RegExp(`^The configuration is not valid.\\n {2}${name}: [^\\n]+$`));
    expect(complaint).not.toContain("hidden");
  });
});

const github = { GITHUB_CLIENT_ID: "id", GITHUB_CLIENT_SECRET: "hidden" };
const google = { GOOGLE_CLIENT_ID: "id", GOOGLE_CLIENT_SECRET: "hidden" };
const oidc = { OIDC_ISSUER: "https://id.example.org", OIDC_CLIENT_ID: "id", OIDC_CLIENT_SECRET: "hidden" };

describe("what belongs together is set together", () => {
  test.each([github, google, oidc])("%o is accepted, and without any of them it is named", (group) => {
    expect(parseEnv(group)).toMatchObject(group);
    for (const missing of Object.keys(group)) {
      const complaint = complaintOf({ ...group, [missing]: "" });
      const names = Object.keys(group).join(", ");
      expect(complaint).toBe(
        `The configuration is not valid.\n  ${missing}: must be set together with ${names}`,
      );
    }
  });

  test("of each provider on its own", () => {
    expect(complaintOf({ GITHUB_CLIENT_ID: "id", ...google, OIDC_CLIENT_ID: "id" }).split("\n")).toEqual([
      "The configuration is not valid.",
      expect.stringMatching("^  GITHUB_CLIENT_SECRET: "),
      expect.stringMatching("^  OIDC_ISSUER: "),
      expect.stringMatching("^  OIDC_CLIENT_SECRET: "),
    ]);
  });
});

test("all bad values are named at once", () => {
  const complaint = complaintOf({ PORT: "x", LOG_LEVEL: "loud", METRICS_TOKEN: "token" });
  for (const name of ["PORT", "LOG_LEVEL", "METRICS_TOKEN"]) expect(complaint).toContain(`  ${name}: `);
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
