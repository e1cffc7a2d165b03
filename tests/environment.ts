import { withoutProductSettings } from "../scripts/test/stage.ts";

const DEFAULTS = {
  NODE_ENV: "test",
  LOG_LEVEL: "silent",
  SESSION_SECRET: "a secret for tests that is long enough",
  // Tests do in a second what a person does in a day.
  RATE_LIMIT_SCALE: "0",
};

/** Settings that are read anew, and whatever was made from the old ones. */
const DERIVED = /^(env|logger|mailer|session secrets|access token keys|rate limit: .*)$/;

/** Gives the app these settings from now on, and the tests' own for everything else. */
export function setEnvironment(settings: Record<string, string> = {}): void {
  const kept = process.env["DATA_DIR"];
  const others = withoutProductSettings(process.env);
  for (const name of Object.keys(process.env)) if (!(name in others)) delete process.env[name];
  Object.assign(process.env, DEFAULTS, kept && { DATA_DIR: kept }, settings);
  const { parleySingletons } = globalThis as { parleySingletons?: Map<string, unknown> };
  for (const name of parleySingletons?.keys() ?? []) if (DERIVED.test(name)) parleySingletons!.delete(name);
}
