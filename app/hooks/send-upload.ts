import type { FormFailure } from "#app/shared/page-problem.ts";
import type { FileView } from "#app/shared/views.ts";
import { UploadError } from "./uploads.ts";

interface UploadRequest {
  channelId: string;
  source: File;
  signal: AbortSignal;
  /** From 0 to 1. */
  onProgress: (part: number) => void;
}

/** Uploads one file for a message of a channel. Throws an `UploadError`. */
export function sendUpload({ channelId, source, signal, onProgress }: UploadRequest): Promise<FileView> {
  const form = new FormData();
  form.set("channelId", channelId);
  form.set("file", source);
  return new Promise((resolve, reject) => {
    // `fetch` does not tell how much of a body has left.
    const request = new XMLHttpRequest();
    const fail = (code: "offline" | "unauthenticated", key: string) =>
      reject(new UploadError({ code, key, errors: [] }));
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      onProgress(total ? loaded / total : 0),
    );
    request.addEventListener("error", () => fail("offline", "errors.unreachable"));
    request.addEventListener("abort", () => fail("offline", "errors.unreachable"));
    request.addEventListener("load", () => {
      const answer = request.response as FileView | FormFailure | null;
      // Whose session has ended is sent to the login page, which is no JSON.
      if (answer && "id" in answer) resolve(answer);
      else if (answer) reject(new UploadError(answer.problem));
      else if (request.status < 400) fail("unauthenticated", "errors.session_ended");
      else fail("offline", "errors.unreachable");
    });
    signal.addEventListener("abort", () => request.abort());
    request.open("POST", "/resources/files");
    request.responseType = "json";
    request.send(form);
  });
}
