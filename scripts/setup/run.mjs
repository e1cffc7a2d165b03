import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";

/**
 * Runs a command to its end. Its output is kept back and returned, so that a set-up that works stays silent.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env?: Record<string, string | undefined>, showErrors?: boolean }} options `showErrors` passes stderr on as it comes
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function run(command, args, { cwd, env = process.env, showErrors = false }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: /** @type {NodeJS.ProcessEnv} */ (env),
      stdio: ["ignore", "pipe", showErrors ? "inherit" : "pipe"],
    });
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => resolve({ ok: false, output: error.message }));
    child.on("close", (code) => resolve({ ok: code === 0, output }));
  });
}

/**
 * The environment with the machine's own Node and npm in front. `npm ci` deletes node_modules, and must not run on a
 * Node that lives in there.
 * @param {string} root
 */
export function withoutInstalledNode(root) {
  const path = (process.env.PATH ?? "").split(delimiter);
  return {
    ...process.env,
    PATH: path.filter((folder) => folder !== join(root, "node_modules/.bin")).join(delimiter),
  };
}
