import { join } from "node:path";
import { backends, env } from "../env.server.ts";
import { createDiskStorage } from "./disk.server.ts";
import type { Storage } from "./storage.server.ts";

/** Where this process keeps files: on disk, in DATA_DIR/files. */
export function storage(): Storage {
  switch (backends().storage) {
    case "disk":
      return createDiskStorage({ folder: join(env().DATA_DIR, "files") });
  }
}
