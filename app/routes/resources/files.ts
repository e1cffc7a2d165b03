import type { ActionFunctionArgs } from "@remix-run/node";
import { uploadSchema } from "#app/domain/files/files.schema.ts";
import { uploadFile } from "#app/domain/files/upload-file.server.ts";
import { createFormAction } from "#app/doors/page-door.server.ts";
import { FILE_MAX_BYTES } from "#app/shared/limits.ts";
import { parseInput } from "#app/shared/schemas.ts";

const upload = createFormAction(
  async ({ actor, form, files }) => {
    const { channelId } = parseInput(uploadSchema, Object.fromEntries(form));
    const { name, bytes } = files[0] ?? { name: "", bytes: Buffer.alloc(0) };
    return uploadFile(actor, { channelId, name, bytes });
  },
  { limits: { fileMaxBytes: FILE_MAX_BYTES }, countAs: "file by user" },
);

/** The composer's files, one by one while a message is still being written: answers with each as it is kept. */
export async function action(args: ActionFunctionArgs) {
  const answer = await upload(args);
  return "data" in answer ? Response.json(answer.data, answer.init ?? {}) : Response.json(answer);
}
