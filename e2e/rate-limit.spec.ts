// A Parley of its own, where there are limits.
import { expect } from "./fixtures.ts";
import { test } from "./installation.ts";

// A fifth of what people may do: two messages at once, and then one every five seconds, however slow the machine is.
test.use({ settings: { RATE_LIMIT_SCALE: "0.2" } });

test("who writes too fast is told when it goes on; everything arrives, once and in order", async ({
  meet,
}) => {
  // The first account is an admin's, who may write faster.
  const admin = await meet("olga");
  await admin.signUp();
  const channel = await admin.createChannel();
  const ada = await meet("ada");
  await ada.signUp();
  await ada.join(channel);
  await ada.open(`/channels/${channel.id}`);
  await admin.open(`/channels/${channel.id}`);
  const bodies = Array.from({ length: 5 }, (_, index) => `Note ${index + 1}.`);
  for (const body of bodies) {
    await ada.composer.fill(body);
    await ada.composer.press("Enter");
  }
  await ada.composer.fill("Still being written");
  await expect(ada.page.getByText(/You can send again in \d+ seconds?\./).first()).toBeVisible();
  await expect(admin.messages).toContainText(bodies, { timeout: 40_000 });
  await expect(admin.messages).toHaveCount(bodies.length);
  await expect(ada.page.getByText(/You can send again/)).toHaveCount(0);
  await expect(ada.composer).toHaveValue("Still being written");
});
