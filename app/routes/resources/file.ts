import { readFile } from "#app/domain/files/read-file.server.ts";
import { createFileLoader, readRange, sendFile } from "#app/doors/file-door.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { isId } from "#app/shared/ids.ts";

/** What a browser shows as a picture and never runs. Everything else is there to be kept. */
const SHOWN = new Set(["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"]);

/** A file of a message. Its bytes never change, so a browser may keep it; who may not see it gets nothing. */
export const loader = createFileLoader(async (args) => {
  const { fileId } = args.params;
  if (!isId(fileId)) throw new AppError("not_found");
  const { file, open } = await readFile(args.actor, fileId.toLowerCase());
  const range = readRange(args.request, file.bytes);
  if (range === "unsatisfiable")
    return new Response(null, { status: 416, headers: { "content-range": `bytes */${file.bytes}` } });
  const headers = {
    "content-type": file.type,
    "content-disposition": describeDisposition(SHOWN.has(file.type) ? "inline" : "attachment", file.name),
    "accept-ranges": "bytes",
    "cache-control": "private, max-age=31536000, immutable",
  };
  return sendFile(args, await open(range), headers, range);
});

/** RFC 6266, with the name in ASCII for old clients and in UTF-8 for the others. */
function describeDisposition(how: "inline" | "attachment", name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const utf8 = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="${ascii}"; filename*=UTF-8''${utf8}`;
}
