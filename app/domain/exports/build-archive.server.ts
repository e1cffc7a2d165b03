import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { avatarKey } from "#app/domain/avatars/avatar-files.server.ts";
import { listOwnFiles } from "#app/domain/files/list-own-files.server.ts";
import { translate } from "#app/i18n/translator.server.ts";
import { storage } from "#app/platform/storage/index.server.ts";
import { appUrl } from "#app/platform/env.server.ts";
import { readAccountData, readSessionData } from "./read-account-data.server.ts";
import { readChannelData, readOwnMessages } from "./read-conversations.server.ts";
import { readPersonalData } from "./read-personal-data.server.ts";

/**
 * A zip of everything that Parley knows about a person and that is theirs: nothing secret, and of other people no more
 * than what they are called. Made while it is read, so that it takes no memory to speak of; an error ends the stream.
 */
export async function buildArchive(userId: string): Promise<Readable> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on("error", (error: Error) => output.destroy(error));
  const addJson = (name: string, value: unknown) =>
    zip.addBuffer(Buffer.from(`${JSON.stringify(value, null, 2)}\n`), name);

  const { avatarId, ...account } = await readAccountData(userId);
  const channels = await readChannelData(userId);
  // Before anything is opened, which begins at once: whoever reads the archive has to be there to hear of an error.
  const files = await listOwnFiles(userId);
  const readme = translate(account.locale, "leaving.readme", {
    url: appUrl(),
    date: new Date().toISOString(),
  });
  zip.addBuffer(Buffer.from(readme), "README.txt");
  addJson("account.json", account);
  addJson("sessions.json", await readSessionData(userId));
  addJson("channels.json", channels);
  addJson("personal.json", await readPersonalData(userId));
  for (const { id } of channels)
    zip.addReadStreamLazy(`messages/${id}.jsonl`, (done) =>
      done(null, Readable.from(readOwnMessages(userId, id))),
    );
  if (avatarId) addStored(zip, "avatar.webp", avatarKey(avatarId, 256));
  for (const { id, name, key } of files) addStored(zip, `files/${id}/${name}`, key);
  zip.end();
  return output;
}

/** As it is kept, opened when its turn comes. */
function addStored(zip: ZipFile, name: string, key: string): void {
  zip.addReadStreamLazy(name, { compress: false }, (done) => {
    void openStored(key).then(
      (stream) => done(null, stream),
      (error: unknown) => done(error, Readable.from([])),
    );
  });
}

async function openStored(key: string): Promise<Readable> {
  const file = await storage().read(key);
  // Replaced or removed since it was looked for: the job is tried again, and finds what there is then.
  if (!file) throw new Error("A file is not there any more.");
  return file.stream;
}
