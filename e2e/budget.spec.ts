import { expect, test } from "./fixtures.ts";
import { measureFirstLoad, sumOf } from "#tests/first-load.ts";

/** Kilobytes of scripts after gzip. What is not needed at once is loaded when it is used: docs/decisions/0033. */
const BUDGET = 140;

test("the first load of a channel keeps to its budget of scripts", async ({ ada }) => {
  const channel = await ada.createChannel();
  await ada.write(
    channel,
    "Morning. The beans came up.",
    "**Most** of them:\n- north bed\n- https://example.org",
  );
  const page = await ada.context.newPage();
  const files = await measureFirstLoad(page, `/channels/${channel.id}`);
  const scripts = files.filter(({ kind }) => kind === "script");

  // Twin: what was measured is the page that people use.
  await expect(page.getByRole("log", { name: "Messages" }).getByRole("article")).toHaveCount(2);
  expect(scripts.length).toBeGreaterThan(3);
  const largest = scripts.slice(0, 12).map(({ path, size }) => `${(size / 1000).toFixed(1)} kB ${path}`);
  expect(sumOf(files, "script"), `the largest are:\n${largest.join("\n")}`).toBeLessThanOrEqual(BUDGET);
});
