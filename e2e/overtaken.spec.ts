import { expect, test } from "./fixtures.ts";

test("whoever goes on while an answer still comes in gets there, and the console stays empty", async ({
  ada,
}) => {
  await ada.open("/");
  await ada.page.evaluate(() => {
    const ask = window.fetch;
    window.fetch = (input, init) => {
      if (!String(input instanceof Request ? input.url : input).includes("/inbox.data"))
        return ask(input, init);
      // An answer that has begun and does not end.
      document.documentElement.dataset["hasBegun"] = "";
      const body = new ReadableStream({
        start: (stream) =>
          init?.signal?.addEventListener("abort", () => {
            stream.error(new DOMException("The answer was ended.", "AbortError"));
            document.documentElement.dataset["hasEnded"] = "";
          }),
      });
      return Promise.resolve(new Response(body, { headers: { "X-Remix-Response": "yes" } }));
    };
  });
  await ada.sidebar.getByRole("link", { name: "Inbox" }).click();
  await expect(ada.page.locator("html[data-has-begun]")).toHaveCount(1);
  await ada.sidebar.getByRole("link", { name: "Saved" }).click();
  await expect(ada.heading("Saved")).toBeVisible();
  // The first one was really overtaken; anything in the console fails the test.
  await expect(ada.page.locator("html[data-has-ended]")).toHaveCount(1);
});
