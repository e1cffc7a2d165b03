import { afterEach, expect, test } from "vitest";
import { setEnvironment } from "#tests/environment.ts";
import { isSameOrigin } from "./same-origin.server.ts";

afterEach(() => setEnvironment());

test.each([
  [{ host: "chat.test", origin: "http://chat.test" }, true],
  [{ host: "chat.test:3000", origin: "http://chat.test:3000" }, true],
  [{ host: "chat.test", origin: "http://chat.test", "sec-fetch-site": "same-origin" }, true],
  [{ host: "chat.test" }, true],
  [{ host: "chat.test", "sec-fetch-site": "none" }, true],
  [{ host: "chat.test", origin: "http://evil.test" }, false],
  [{ host: "chat.test", origin: "http://chat.test:8080" }, false],
  [{ host: "chat.test", origin: "http://chat.test.evil.test" }, false],
  [{ host: "chat.test", origin: "null" }, false],
  [{ host: "chat.test", origin: "" }, false],
  [{ host: "chat.test", origin: "file://" }, false],
  [{ host: "chat.test", "sec-fetch-site": "cross-site" }, false],
  [{ host: "chat.test", "sec-fetch-site": "same-site" }, false],
  [{ host: "chat.test", origin: "http://evil.test", "x-forwarded-host": "evil.test" }, false],
])("%j comes from our own pages: %j", (headers, expected) => {
  expect(isSameOrigin(headers)).toBe(expected);
});

test("behind a proxy that we trust, the host is the one it names", () => {
  const headers = { host: "10.0.0.1:3000", origin: "https://chat.test", "x-forwarded-host": "chat.test" };
  expect(isSameOrigin(headers)).toBe(false);
  setEnvironment({ TRUST_PROXY: "1" });
  expect(isSameOrigin(headers)).toBe(true);
});

test("APP_URL is our own address, whatever the host says", () => {
  setEnvironment({ APP_URL: "https://chat.test/" });
  expect(isSameOrigin({ host: "10.0.0.1:3000", origin: "https://chat.test" })).toBe(true);
  expect(isSameOrigin({ host: "10.0.0.1:3000", origin: "http://chat.test" })).toBe(false);
});
