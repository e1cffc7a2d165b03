import { afterEach, expect, test } from "vitest";
import { setEnvironment } from "#tests/environment.ts";
import { openSecret, sealSecret } from "./seal-secret.server.ts";

afterEach(() => setEnvironment());

const OLD = "an old secret that is long enough too";
const NEW = "a new secret that is long enough too";

test("what was sealed is opened again, by its owner only, and twice the same looks different", () => {
  const sealed = sealSecret("JBSWY3DPEHPK3PXP", "ada");
  expect(openSecret(sealed, "ada")).toEqual({ plain: "JBSWY3DPEHPK3PXP", isStale: false });
  expect(openSecret(sealed, "olga")).toBeNull();
  expect(sealed).not.toContain("JBSWY3DPEHPK3PXP");
  expect(sealSecret("JBSWY3DPEHPK3PXP", "ada")).not.toBe(sealed);
});

test("an older session secret opens as long as it is listed, and says that it is old", () => {
  setEnvironment({ SESSION_SECRET: OLD });
  const sealed = sealSecret("key", "ada");
  setEnvironment({ SESSION_SECRET: `${NEW},${OLD}` });
  expect(openSecret(sealed, "ada")).toEqual({ plain: "key", isStale: true });
  expect(openSecret(sealSecret("key", "ada"), "ada")).toEqual({ plain: "key", isStale: false });
  setEnvironment({ SESSION_SECRET: NEW });
  expect(openSecret(sealed, "ada")).toBeNull();
});

test.each([
  ["nothing", () => ""],
  ["too little", () => "AAAA"],
  ["a changed byte", (sealed: string) => sealed.replace(/.$/, (last) => (last === "A" ? "Q" : "A"))],
  ["a shortened tag", (sealed: string) => sealed.slice(0, -8)],
])("%s opens nothing", (_, change) => {
  expect(openSecret(change(sealSecret("key", "ada")), "ada")).toBeNull();
});
