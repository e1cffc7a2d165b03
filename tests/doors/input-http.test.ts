import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createId } from "#app/shared/ids.ts";
import type { ChannelView } from "#app/shared/views.ts";
import { createChannel, createPerson, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { openPage, postForm, rest } from "./http-client.ts";
import { withoutWriting } from "./observe.ts";
import { serverUrl } from "./server-address.ts";
import { withServer } from "./server.ts";

withServer();

const TWO_MEGABYTES = "x".repeat(2 * 1024 * 1024);

let ada: Person, channel: ChannelView;

beforeAll(async () => {
  ada = await createPerson(people.ada);
});

beforeEach(async () => {
  channel = await createChannel(ada);
});

const messagesUrl = () => `/channels/${channel.id}/messages`;

describe("by REST", () => {
  const addresses = (): [string, string][] => [
    ["POST", "/channels"],
    ["POST", "/channels/direct"],
    ["POST", messagesUrl()],
    ["PUT", `/channels/${channel.id}/read`],
    ["POST", "/auth/signup"],
    ["POST", "/auth/login"],
    ["POST", "/auth/refresh"],
    ["POST", "/auth/logout"],
    ["DELETE", "/me"],
  ];

  test.each([
    ["null", "null", "invalid_input"],
    ["a list", "[1,2]", "invalid_input"],
    ["a number", "42", "invalid_input"],
    ["a string", '"text"', "invalid_input"],
    ["an empty object", "{}", "invalid_input"],
    ["no body", "", "invalid_input"],
    ["an own __proto__", '{"__proto__":{"body":"x","name":"x","kind":"public"}}', "invalid_input"],
    [
      "lists for texts",
      '{"name":[],"body":[],"userIds":"x","seq":[],"login":[],"refreshToken":[]}',
      "invalid_input",
    ],
    ["very deep lists", "[".repeat(50_000) + "]".repeat(50_000), "invalid_input"],
    ["broken JSON", '{"body":', "malformed"],
    ["something after the JSON", "{} {}", "malformed"],
    ["two megabytes", TWO_MEGABYTES, "too_large"],
  ])("%s as a body is refused everywhere", async (_, body, code) => {
    await withoutWriting(async () => {
      for (const [method, address] of addresses()) {
        const answer = await rest(ada, method, address, { body });
        expect({ address, ...answer.body }).toMatchObject({ address, code });
        expect(answer.headers.get("content-type")).toBe("application/problem+json");
      }
    });
  });

  test("bytes that are no UTF-8 are malformed", async () => {
    const response = await fetch(`${serverUrl()}/api/v1/channels`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${ada.session.accessToken}`,
        "content-type": "application/json",
      },
      body: Buffer.from([0x22, 0xff, 0xfe, 0x22]),
    });
    expect(await response.json()).toMatchObject({ status: 400, code: "malformed" });
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])(
    "JSON that calls itself %s is unsupported",
    async (type) => {
      const answer = await rest(ada, "POST", "/channels", {
        body: '{"name":"x","kind":"public"}',
        headers: { "content-type": type },
      });
      expect(answer.body).toMatchObject({ status: 415, code: "unsupported_media" });
    },
  );

  test.each([
    "limit=0",
    "limit=101",
    "limit=-1",
    "limit=many",
    "limit=1.5",
    "before=-1",
    "after=1e99",
    "around=NaN",
    "before=1&after=1",
  ])("the history query %s is invalid", async (query) => {
    expect((await rest(ada, "GET", `${messagesUrl()}?${query}`)).body.code).toBe("invalid_input");
  });

  test.each(["/users?query=a%00b", "/users?limit=1000", "/channels/browse?query=%00"])(
    "the query of %s is invalid",
    async (address) => {
      expect((await rest(ada, "GET", address)).body.code).toBe("invalid_input");
    },
  );

  test.each(["nowhere", "42", "%00", "..%2f..", `${createId()}x`, createId()])(
    "the channel %s is not found",
    async (channelId) => {
      for (const [method, rest_] of [
        ["GET", ""],
        ["GET", "/messages"],
        ["GET", "/members"],
        ["GET", "/changes"],
        ["POST", "/join"],
        ["POST", "/leave"],
      ] as const) {
        const answer = await rest(ada, method, `/channels/${channelId}${rest_}`);
        expect({ rest_, ...answer.body }).toMatchObject({ rest_, status: 404, code: "not_found" });
      }
    },
  );

  test.each([
    ["GET", "/nowhere"],
    ["POST", "/nowhere"],
    ["GET", "/channels/x/y/z"],
    ["PUT", "/channels"],
    ["GET", "/auth/login"],
    ["DELETE", "/users"],
    ["OPTIONS", "/channels"],
    ["PROPFIND", "/channels"],
  ])("%s %s is not found", async (method, address) => {
    const answer = await rest(ada, method, address);
    expect(answer.body).toMatchObject({ status: 404, code: "not_found" });
    expect(answer.body.requestId).toBe(answer.headers.get("x-request-id"));
  });

  test.each([undefined, "Bearer", "Bearer x", "Basic YTpi", "Bearer a.b.c", "Bearer \u00e9"])(
    "with the authorization %j nobody is signed in",
    async (authorization) => {
      const answer = await rest(null, "GET", "/me", { headers: authorization ? { authorization } : {} });
      expect(answer.body).toMatchObject({ status: 401, code: "unauthenticated" });
    },
  );
});

describe("by form", () => {
  const forms = () => ["/channels/new", "/messages/new", `/channels/${channel.id}`, "/settings/profile"];

  test.each([
    ["text/plain", "unsupported_media"],
    ["application/json", "unsupported_media"],
    ["multipart/form-data; boundary=x", "unsupported_media"],
  ])("a post that calls itself %s is unsupported", async (type, code) => {
    await withoutWriting(async () => {
      for (const path of forms()) {
        // Forms that take files; what they cannot read is malformed, see profile.test.ts and files.test.ts.
        const takesFiles = path === "/settings/profile" || path.startsWith("/channels/0");
        if (takesFiles && type.startsWith("multipart/")) continue;
        const page = await postForm(ada, path, "name=x&kind=public&intent=join&displayName=x", {
          headers: { "content-type": type },
        });
        expect({ path, code: page.code }).toEqual({ path, code });
      }
    });
  });

  test("two megabytes are too large", async () => {
    await withoutWriting(async () => {
      for (const path of [...forms(), "/login", "/signup"]) {
        const page = await postForm(path === "/login" || path === "/signup" ? null : ada, path, {
          body: TWO_MEGABYTES,
        });
        expect({ path, code: page.code }).toEqual({ path, code: "too_large" });
      }
    });
  });

  test.each([
    ["no intent", {}],
    ["an unknown one", { intent: "explode" }],
  ])("%s is malformed", async (_, fields) => {
    const page = await withoutWriting(() =>
      postForm(ada, `/channels/${channel.id}`, fields as Record<string, string>),
    );
    expect(page.code).toBe("malformed");
  });

  test("what was typed comes back beside the error, except a password", async () => {
    const fields = {
      email: "not an address",
      username: "grace",
      displayName: "G <b>&",
      password: "short-secret",
    };
    const page = await withoutWriting(() => postForm(null, "/signup", fields));
    expect(page.code).toBe("invalid_input");
    expect(page.html).toContain('value="not an address"');
    expect(page.html).toContain('value="G &lt;b>&amp;"');
    expect(page.html).not.toContain("short-secret");
  });

  test.each(["around=x", "before=1&after=2", "limit=1000"])(
    "a channel page with ?%s is invalid",
    async (query) => {
      expect((await openPage(ada, `/channels/${channel.id}?${query}`)).code).toBe("invalid_input");
    },
  );

  test.each(["/search?q=%00", "/channels/browse?query=%00", "/messages/new?query=%00"])(
    "%s is invalid, not broken",
    async (path) => {
      expect((await openPage(ada, path)).code).toBe("invalid_input");
    },
  );

  test.each(["/channels/nowhere", "/channels/%00", "/nowhere", "/admin"])(
    "the page %s is not found",
    async (path) => {
      expect((await openPage(ada, path)).code).toBe("not_found");
    },
  );

  test.each([
    "parley_access=x",
    "parley_access=%00",
    'parley_refresh="{"',
    "parley_refresh=bnVsbA==",
    ";;=;",
  ])("the cookie %s signs nobody in and breaks nothing", async (cookie) => {
    const page = await openPage(null, "/channels/new", { cookie });
    expect(page).toMatchObject({ status: 302, location: "/login?next=%2Fchannels%2Fnew" });
  });
});

test.each(["/api/v1/channels/%E0%A4%A", "/channels/%E0%A4%A", "/%ff"])(
  "the address %s, which is no text, is malformed",
  async (path) => {
    expect((await openPage(ada, path)).code).toBe("malformed");
  },
);
