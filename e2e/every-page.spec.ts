// Every page that the site map names, as everybody finds it: one that is added there is inspected here.
import routes from "#app/routes.ts";
import type { RouteConfigEntry } from "@remix-run/route-config";
import { expect, test, type Person } from "./fixtures.ts";
import { listViolations } from "./inspect.ts";
import { listSmallTargets } from "./listening.ts";
import { watchShifts } from "./shifts.ts";
import { findSidewaysScrolling } from "./sideways.ts";

/** What a page is opened with to show what it is for. */
const QUERIES: Record<string, string> = {
  "/go": "?q=garden",
  "/search": "?q=beds",
  "/account/deletion": "?done=delete",
  "/reset-password": "?token=made-up",
  "/confirm-email": "?token=made-up",
  "/undo-email-change": "?token=made-up",
};

/** Where one ends up who comes without what the page is for; what it shows otherwise is looked at in factors.spec.ts. */
const LED_ELSEWHERE: Record<string, string> = { "/login/second-factor": "/login" };

/** Answered with a document of its own. */
const UNKNOWN = "/*";

interface Page {
  path: string;
  /** Who is not signed in is asked to log in first. */
  isInside: boolean;
}

/** The addresses of all pages, with their parameters; what answers no document is a file without elements. */
function listPages(entries: RouteConfigEntry[], base = "", isInside = false): Page[] {
  return entries.flatMap(({ path, file, children = [] }) => {
    const here = path ? `${base}/${path}` : base;
    const isFrame = file === "routes/shell.tsx";
    const own = isFrame || !file.endsWith(".tsx") ? [] : [{ path: here || "/", isInside }];
    return [...own, ...listPages(children, here, isInside || isFrame)];
  });
}

const pages = listPages(routes);

/** A channel with something in everything that can be asked about it, as the admin sees it. */
async function arrange(admin: Person, ben: Person): Promise<Record<string, string>> {
  const channel = await admin.createChannel({ topic: "Beds and bees" });
  await ben.join(channel);
  await ben.write(channel, "Who waters the beds?", `For @${admin.account.username}`);
  const { id: messageId } = await ben.findMessage(channel, "Who waters the beds?");
  await admin.post(`/channels/${channel.id}`, { intent: "pin", messageId });
  await admin.post(`/channels/${channel.id}`, { intent: "save", messageId });
  const other = await ben.createChannel();
  await ben.post(`/channels/${other.id}/about`, { intent: "make-link" });
  const { code } = await ben.ask<{ code: string }>(`/channels/${other.id}/link`);
  return { channelId: channel.id, messageId, code, userId: await ben.findId(), role: "user" };
}

const groups = Map.groupBy(pages, ({ path, isInside }) =>
  isInside
    ? (["channels", "settings", "admin"].find((name) => path.startsWith(`/${name}`)) ?? "own")
    : "outside",
);

for (const [group, members] of groups)
  test(`pages: ${group}`, async ({ admin, ben, meet }) => {
    test.setTimeout(members.length * 30_000);
    const values = await arrange(admin, ben);
    const visitor = await meet("olga");
    const shifts = new Map<Person, () => Promise<string[]>>();
    for (const person of [admin, visitor]) shifts.set(person, await watchShifts(person.page));
    for (const { path, isInside } of members)
      await test.step(path, async () => {
        const person = isInside || path === "/verify-email" ? admin : visitor;
        const { page } = person;
        const filled =
          path === UNKNOWN
            ? "/no-such-page"
            : path.replace(/:(\w+)/g, (_, name: string) => values[name] ?? "");
        if (path === UNKNOWN) person.allowTrouble(/status of 404/);
        await page.goto(filled + (QUERIES[path] ?? ""));
        expect(new URL(page.url()).pathname, "nobody is led elsewhere").toBe(LED_ELSEWHERE[path] ?? filled);
        await expect(page.getByRole("main")).toHaveCount(1);
        await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
        await expect(page).toHaveTitle(/\S+.* · \S/);
        for (const scheme of ["light", "dark"] as const)
          expect.soft(await listViolations(page, scheme), `${path}, ${scheme}`).toEqual([]);
        // By now scripts have long taken the page over.
        expect.soft(await shifts.get(person)?.(), `what moved on ${path}`).toEqual([]);
        for (const width of [320, 640]) {
          await page.setViewportSize({ width, height: 512 });
          expect.soft(await findSidewaysScrolling(page), `${path} at ${width}`).toEqual([]);
          expect.soft(await listSmallTargets(page), `${path} at ${width}`).toEqual([]);
        }
        await page.setViewportSize({ width: 1280, height: 800 });
      });
  });
