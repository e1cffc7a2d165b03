import { existsSync } from "node:fs";

/** How the browser that is measured is started: it does nothing that nobody asked for. */
export function makeLaunchOptions(args: string[] = []) {
  const path = process.env.PARLEY_CHROMIUM ?? "/usr/bin/chromium";
  return {
    executablePath: existsSync(path) ? path : undefined,
    args: [
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...args,
    ],
  };
}
