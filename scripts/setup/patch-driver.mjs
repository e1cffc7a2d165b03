// Mends the PostgreSQL driver where a connection breaks in the middle of a transaction; docs/decisions/0021-postgres-driver.md
// says why. npm runs it after each installation (`postinstall`), also in the production image, and so does the set-up.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const VERSION = "3.4.9";

/** @type {Record<string, { before: string, after: string }[]>} */
const EDITS = {
  "src/connection.js": [
    {
      // What waited to be written to a broken connection was kept, unsent and in the way of the next one's first words.
      before: `    incomings = null
    clearImmediate(nextWriteTimer)
    socket.removeListener`,
      after: `    incomings = null
    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null // parley
    socket.removeListener`,
    },
    {
      before: `      return queryError(q, Errors.connection('CONNECTION_DESTROYED', options))

    if (stream)`,
      after: `      return queryError(q, Errors.connection('CONNECTION_DESTROYED', options))

    if (!socket) // parley
      return queryError(q, Errors.connection('CONNECTION_CLOSED', options))

    if (stream)`,
    },
  ],
  "src/index.js": [
    {
      // The connection may long serve others when a transaction that lost it goes on.
      before: `        q.catch(e => uncaughtError || (uncaughtError = e))
        c.queue === full`,
      after: `        q.catch(e => uncaughtError || (uncaughtError = e))
        if (lost) // parley
          return q.reject(lost)

        c.queue === full`,
    },
    {
      before: `        new Promise((_, reject) => connection.onclose = reject)`,
      after: `        new Promise((_, reject) => connection.onclose = e => { // parley
          lost = e
          while (queries.length)
            queries.shift().reject(e)
          reject(e)
        })`,
    },
    {
      before: `    let savepoints = 0
      , connection
`,
      after: `    let savepoints = 0
      , lost = null // parley
      , connection
`,
    },
  ],
};

/**
 * Changes the installed driver unless it is changed already. Throws an Error where it is another version than the one that
 * this was made for.
 * @param {string} root
 */
export function patchDriver(root) {
  const folder = join(root, "node_modules/postgres");
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const advice = "See docs/decisions/0021-postgres-driver.md and scripts/setup/patch-driver.mjs.";
  if (version !== VERSION)
    throw new Error(`The driver is postgres ${version}, and mended is ${VERSION}. ${advice}`);
  for (const [name, edits] of Object.entries(EDITS)) {
    const file = join(folder, name);
    const found = readFileSync(file, "utf8");
    let mended = found;
    for (const { before, after } of edits) {
      if (mended.includes(after)) continue;
      if (mended.split(before).length !== 2)
        throw new Error(`${file} is not as postgres ${VERSION} has it. ${advice}`);
      mended = mended.replace(before, () => after);
    }
    if (mended === found) continue;
    writeFileSync(`${file}.${process.pid}`, mended);
    renameSync(`${file}.${process.pid}`, file);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) patchDriver(process.cwd());
