import { beforeEach, expect, test } from "vitest";
import { createPerson, type Person } from "#tests/factories.ts";
import { serverUrl } from "./server-address.ts";
import { people } from "#tests/people.ts";
import { openPage, rest } from "./http-client.ts";
import { withServer } from "./server.ts";

withServer();

let ada: Person;

beforeEach(async () => {
  ada = await createPerson(people.ada);
});

test("programs are answered in the language of their request, pages in that of the account", async () => {
  await rest(ada, "PATCH", "/me", { body: { locale: "ja" } });
  const ask = async (language: string) => {
    const options = { headers: { "accept-language": language }, body: { name: "", kind: "public" } };
    const { headers, body } = await rest(ada, "POST", "/channels", options);
    return { language: headers.get("content-language"), detail: body.errors?.[0]?.detail, code: body.code };
  };
  expect(await ask("de")).toEqual({ language: "de", detail: "Das wird gebraucht.", code: "invalid_input" });
  expect(await ask("nl")).toEqual({ language: "en", detail: "This is needed.", code: "invalid_input" });

  const page = await openPage(ada, "/settings/profile");
  expect(page.html).toContain('<html lang="ja" dir="ltr"');
});

test("what fails outside of any page is told in the language that the browser asks for", async () => {
  const answer = await fetch(`${serverUrl()}/%c0`, {
    headers: { "accept-language": "ar", accept: "text/html" },
  });
  expect(answer.status).toBe(400);
  expect(answer.headers.get("content-language")).toBe("ar");
  const html = await answer.text();
  expect(html).toContain('<html lang="ar" dir="rtl"');
  expect(html).not.toMatch(/Back to|Request id/);
});
