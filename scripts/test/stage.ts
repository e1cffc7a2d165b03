import { type ChildProcess, spawn } from "node:child_process";

/** What the product reads. A developer's own settings must not steer a test, least of all at a real database. */
const PRODUCT_VARIABLES =
  /^(PORT|HOST|APP_URL|DATA_DIR|NODE_ENV|LOG_LEVEL|SESSION_SECRET|DATABASE_URL|REDIS_URL|SMTP_URL|MAIL_FROM|SIGNUP_MODE|EMAIL_VERIFICATION|CORS_ORIGINS|TRUST_PROXY|RATE_LIMIT_SCALE|METRICS_TOKEN|(MEILI|GITHUB|GOOGLE|OIDC)_.*)$/;

let stoppedBy: NodeJS.Signals | undefined;
let stage: ChildProcess | undefined;

/**
 * From here on Ctrl-C and SIGTERM stop the stage that runs, not this process: a run that was stopped, too, ends with
 * its numbers. Returns a function that tells the signal, if one came.
 */
export function watchForSignals(): () => NodeJS.Signals | undefined {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (!stoppedBy) signalGroup(signal);
      stoppedBy = signal;
    });
  }
  return () => stoppedBy;
}

/** The environment without the product's own settings. */
export function withoutProductSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const others = Object.entries(environment).filter(([name]) => !PRODUCT_VARIABLES.test(name));
  return Object.fromEntries(others) as NodeJS.ProcessEnv;
}

/** Runs one test runner to its end with its output shown as it comes; tells whether it exited with 0. */
export async function runStage(
  program: string,
  args: string[],
  extra: Record<string, string> = {},
): Promise<boolean> {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...withoutProductSettings(process.env), ...extra },
    // A process group of its own, so that it hears of a Ctrl-C from here alone: the terminal and npm both send one, and
    // at a second one the runners quit without tidying up.
    detached: true,
  });
  stage = child;
  const ok = await new Promise<boolean>((resolve) => {
    child.on("error", (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.on("close", (code) => resolve(code === 0));
  });
  // A runner that was stopped may leave its workers behind.
  signalGroup("SIGKILL");
  stage = undefined;
  return ok;
}

function signalGroup(signal: NodeJS.Signals) {
  try {
    if (stage?.pid) process.kill(-stage.pid, signal);
  } catch {
    // Nobody is left in the group.
  }
}
