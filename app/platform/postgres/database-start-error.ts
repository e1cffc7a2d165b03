/** The database cannot be started. `message` is written for the person who ran the command. */
export class DatabaseStartError extends Error {
  override name = "DatabaseStartError";
}
