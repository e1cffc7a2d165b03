import { listFilesSchema } from "#app/domain/files/files.schema.ts";
import { listFiles } from "#app/domain/files/list-files.server.ts";
import { uploadFile } from "#app/domain/files/upload-file.server.ts";
import { receiveUpload } from "#app/doors/receive-upload.server.ts";
import { readFileOfForm } from "#app/doors/request-body.server.ts";
import { createRestDoor, signedIn } from "#app/doors/rest-door.server.ts";
import { FILE_MAX_BYTES } from "#app/shared/limits.ts";
import { parseInput } from "#app/shared/schemas.ts";

/** POST takes a form with the field "file". */
const door = createRestDoor(
  {
    GET: signedIn(async (actor, { params, query }) => ({
      body: await listFiles(actor, params["channelId"]!, parseInput(listFilesSchema, query)),
    })),
    POST: signedIn(async (actor, { params, request }) => ({
      status: 201,
      body: await receiveUpload(
        actor,
        request,
        async () => {
          const { name, bytes } = await readFileOfForm(request, "file", FILE_MAX_BYTES);
          return uploadFile(actor, { channelId: params["channelId"]!, name, bytes });
        },
        "file by user",
      ),
    })),
  },
  { hasFiles: true },
);

export const loader = door.loader;
export const action = door.action;
