import { existsSync } from "node:fs";

/** How the browser is started that tests and benches steer: it does nothing that nobody asked for. */
export function makeLaunchOptions(args: string[] = []) {
  // Set by `ensureComponents`, which also installs it. Without either, Playwright looks for its own download.
  const path = process.env.PARLEY_CHROMIUM ?? "/usr/bin/chromium";
  return {
    executablePath: existsSync(path) ? path : undefined,
    args: [
      // Chromium's sandbox refuses to work for root.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      // Without these it asks for hosts of its own at every start, and on a closed network is refused many at a time.
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...args,
    ],
  };
}
