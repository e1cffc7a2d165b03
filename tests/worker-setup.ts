// Runs before each test file, before any module of the app reads the environment.
import { join } from "node:path";
import { inject } from "vitest";
import { setEnvironment } from "./environment.ts";

setEnvironment({ DATA_DIR: join(inject("runFolder"), "data") });
