import { redirect } from "@remix-run/node";
import { openExport } from "#app/domain/exports/open-export.server.ts";
import { sendFile } from "#app/doors/file-door.server.ts";
import { createPageLoader } from "#app/doors/page-door.server.ts";
import { AppError } from "#app/shared/errors.ts";

/** Where the mailed link of an export leads. Open to who is about to leave as well. */
export const loader = createPageLoader(
  async ({ actor, url, ...args }) => {
    const file = await openExport(actor, url.searchParams.get("token") ?? "").catch(explain);
    return sendFile(args, file, {
      "content-type": "application/zip",
      "content-disposition": 'attachment; filename="parley-export.zip"',
      "cache-control": "private, no-store",
    });
  },
  { allow: ["deletion"] },
);

/** An address of files has no page of its own to say so; that of exports has, and the way to a new one. */
function explain(error: unknown): never {
  if (error instanceof AppError && error.code === "gone") throw redirect("/settings/account?link=gone");
  throw error;
}
