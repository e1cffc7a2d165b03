import type { PageProblem } from "#app/shared/page-problem.ts";
import { createId } from "#app/shared/ids.ts";
import { FILE_MAX_BYTES, FILES_MAX } from "#app/shared/limits.ts";
import type { FileView } from "#app/shared/views.ts";

/** Why an upload did not come about; the code "offline" where nothing was answered. */
export type UploadProblem = Pick<PageProblem, "key" | "errors"> & { code: PageProblem["code"] | "offline" };

/** A file that is attached to what is being written. */
export interface Attachment {
  id: string;
  source: File;
  /** From 0 to 1 while it is on its way. */
  progress: number;
  /** As the server keeps it, once it does. */
  file?: FileView;
  problem?: UploadProblem;
}

/** Why a file was not taken at all. */
export type Refusal = { reason: "too_large" | "empty"; name: string } | { reason: "too_many" };

interface UploadCall {
  source: File;
  signal: AbortSignal;
  onProgress: (part: number) => void;
}

interface UploadsOptions {
  /** Throws an `UploadError`. */
  upload: (call: UploadCall) => Promise<FileView>;
  onChange: () => void;
}

export class UploadError extends Error {
  readonly problem: UploadProblem;

  constructor(problem: UploadProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

const UNKNOWN: UploadProblem = { code: "internal", key: "errors.internal", errors: [] };

/** The server takes four of one person at a time; one stays free for another tab. */
const AT_ONCE = 3;

export type Uploads = ReturnType<typeof createUploads>;

/** The files of one message that is being written. Each begins to be uploaded as soon as it is there. */
export function createUploads({ upload, onChange }: UploadsOptions) {
  let list: readonly Attachment[] = [];
  const running = new Map<string, AbortController>();

  function update(next: readonly Attachment[]): void {
    list = next;
    onChange();
  }

  function change(id: string, changes: Partial<Attachment>): void {
    update(list.map((each) => (each.id === id ? { ...each, ...changes } : each)));
  }

  function startWaiting(): void {
    for (const { id, source, file, problem } of list) {
      if (running.size >= AT_ONCE) return;
      if (!file && !problem && !running.has(id)) void run(id, source);
    }
  }

  async function run(id: string, source: File): Promise<void> {
    const abort = new AbortController();
    running.set(id, abort);
    try {
      const onProgress = (progress: number) => change(id, { progress });
      const file = await upload({ source, signal: abort.signal, onProgress });
      change(id, { file, progress: 1 });
    } catch (error) {
      change(id, { problem: error instanceof UploadError ? error.problem : UNKNOWN });
    } finally {
      running.delete(id);
      startWaiting();
    }
  }

  return {
    read: () => list,
    /** Takes files in as far as they fit, and answers which it did not take. */
    add(files: readonly File[]): Refusal[] {
      const refusals: Refusal[] = [];
      const taken: Attachment[] = [];
      for (const source of files) {
        const { name, size } = source;
        if (size > FILE_MAX_BYTES) refusals.push({ reason: "too_large", name });
        else if (size === 0) refusals.push({ reason: "empty", name });
        else if (list.length + taken.length < FILES_MAX) taken.push({ id: createId(), source, progress: 0 });
        else if (!refusals.some(({ reason }) => reason === "too_many")) refusals.push({ reason: "too_many" });
      }
      if (taken.length > 0) update([...list, ...taken]);
      startWaiting();
      return refusals;
    },
    remove(id: string): void {
      running.get(id)?.abort();
      update(list.filter((each) => each.id !== id));
    },
    retry(id: string): void {
      change(id, { problem: undefined, progress: 0 });
      startWaiting();
    },
    /** Tries again what found no connection. */
    retryUnreached(): void {
      const isUnreached = ({ problem }: Attachment) => problem?.code === "offline";
      if (!list.some(isUnreached)) return;
      update(list.map((each) => (isUnreached(each) ? { ...each, problem: undefined, progress: 0 } : each)));
      startWaiting();
    },
    /** All of them, and none is attached any more; undefined where one is not there yet. */
    take(): FileView[] | undefined {
      const files = list.flatMap(({ file }) => file ?? []);
      if (files.length < list.length) return undefined;
      if (list.length > 0) update([]);
      return files;
    },
  };
}
