import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "#app/db/client.server.ts";
import { users } from "#app/db/schema/index.ts";
import { sweepStatuses } from "#app/domain/users/sweep-statuses.server.ts";
import { formatFull } from "#app/shared/dates.ts";
import { HOUR, MINUTE } from "#app/shared/time.ts";
import type { MemberView, MessagePage, OwnUserView, UserView } from "#app/shared/views.ts";
import { createChannel, send, type Person } from "#tests/factories.ts";
import { people } from "#tests/people.ts";
import { cookieOf, openPage, postForm, rest } from "./http-client.ts";
import { createWitness, listen, withoutWriting, type Witness } from "./observe.ts";
import { withServer } from "./server.ts";

withServer();

let ada: Witness, ben: Witness, olga: Witness;

beforeAll(async () => {
  [ada, ben, olga] = await Promise.all([
    createWitness(people.ada),
    createWitness(people.ben),
    createWitness(people.olga),
  ]);
  await createChannel(ada.person, { members: [ben.person] });
});

beforeEach(async () => {
  const clean = {
    statusText: "",
    statusEmoji: "",
    statusExpiresAt: null,
    timeZone: "",
    locale: "en",
  } as const;
  await db().update(users).set(clean);
});

const inFuture = (duration: number) => new Date(Date.now() + duration).toISOString();
const change = (person: Person, body: object) => rest<OwnUserView>(person, "PATCH", "/me", { body });
const lookAt = async (person: Person) =>
  (await rest<UserView>(ben.person, "GET", `/users/${person.id}`)).body;

/** A status whose time has come, and which nobody has swept away yet. */
async function letStatusExpire(person: Person): Promise<void> {
  const expired = { statusText: "Lunch", statusEmoji: "🍜", statusExpiresAt: new Date(Date.now() - MINUTE) };
  await db().update(users).set(expired).where(eq(users.id, person.id));
}

describe("by REST a profile", () => {
  test("changes as a whole, and only its owner sees what is theirs alone", async () => {
    const profile = {
      displayName: "Ada K. Lovelace",
      pronouns: "she/her",
      bio: "Counts.\nDreams.",
      statusText: "At the engine",
      statusEmoji: "🧮",
      statusExpiresAt: inFuture(HOUR),
    };
    const own = { locale: "de", timeZone: "Europe/London" };
    expect((await change(ada.person, { ...profile, ...own })).body).toMatchObject({ ...profile, ...own });
    const seen = await lookAt(ada.person);
    expect(seen).toMatchObject(profile);
    for (const name of ["locale", "timeZone", "email"]) expect(seen).not.toHaveProperty(name);
    expect(await lookAt(olga.person)).toMatchObject({ pronouns: "", statusText: "", statusExpiresAt: null });
  });

  test.each([
    ["pronouns", "x".repeat(41), "too_long"],
    ["pronouns", "a\nb", "bad_text"],
    ["bio", "x\0", "bad_text"],
    ["statusText", "x".repeat(101), "too_long"],
    ["statusEmoji", "ab", "bad_emoji"],
    ["statusEmoji", "👍👍", "bad_emoji"],
    ["statusEmoji", "👍 ok", "bad_emoji"],
    ["statusEmoji", "1", "bad_emoji"],
    ["statusEmoji", "\ufe0f", "bad_emoji"],
    ["statusEmoji", "🇩", "bad_emoji"],
    ["statusEmoji", 1, "wrong_type"],
    ["statusExpiresAt", new Date(0).toISOString(), "in_the_past"],
    ["statusExpiresAt", "tomorrow", "invalid"],
    ["statusExpiresAt", 1, "wrong_type"],
    ["locale", "nl", "invalid"],
    ["timeZone", "Europe/Nowhere", "bad_time_zone"],
    ["timeZone", "+02:00", "bad_time_zone"],
    ["timeZone", null, "wrong_type"],
  ])("refuses the %s %j", async (path, value, code) => {
    const before = await lookAt(ada.person);
    const answer = await withoutWriting(() =>
      rest(ada.person, "PATCH", "/me", { body: { bio: "Changed.", [path]: value } }),
    );
    expect(answer.body).toMatchObject({ code: "invalid_input", errors: [{ path, code }] });
    expect(await lookAt(ada.person)).toEqual(before);
  });

  test.each([
    ["👍", "👍"],
    ["👍🏽", "👍🏽"],
    ["👩‍👩‍👧", "👩‍👩‍👧"],
    ["🇩🇪", "🇩🇪"],
    ["1️⃣", "1️⃣"],
    // Written without the mark for colour, and with one too many.
    ["❤", "❤️"],
    ["☕\ufe0f", "☕"],
    [" 🌧️ ", "🌧️"],
    ["", ""],
  ])("takes the emoji %j as %j", async (statusEmoji, stored) => {
    expect((await change(ada.person, { statusEmoji })).body.statusEmoji).toBe(stored);
  });

  test("names a time zone as the list has it, and again none", async () => {
    expect((await change(ada.person, { timeZone: "europe/berlin" })).body.timeZone).toBe("Europe/Berlin");
    expect((await change(ada.person, { timeZone: "" })).body.timeZone).toBe("");
  });

  test("is nobody's who has no token", async () => {
    const answer = await withoutWriting(() => rest(null, "PATCH", "/me", { body: { bio: "Mine now." } }));
    expect(answer.body.code).toBe("unauthenticated");
  });
});

describe("a status", () => {
  test("that is empty has no end", async () => {
    const { body } = await change(ada.person, { statusText: "", statusExpiresAt: inFuture(HOUR) });
    expect(body).toMatchObject({ statusText: "", statusExpiresAt: null });
  });

  test("keeps its end when something else is changed, and loses it when asked to", async () => {
    const statusExpiresAt = inFuture(HOUR);
    await change(ada.person, { statusText: "Out", statusExpiresAt });
    expect((await change(ada.person, { bio: "Still out." })).body).toMatchObject({ statusExpiresAt });
    const { body } = await change(ada.person, { statusExpiresAt: null });
    expect(body).toMatchObject({ statusText: "Out", statusExpiresAt: null });
  });

  test("that has expired counts as empty in every view at once", async () => {
    const channel = await createChannel(ada.person, { members: [ben.person] });
    await send(ada.person, channel.id);
    await letStatusExpire(ada.person);
    const empty = { id: ada.person.id, statusText: "", statusEmoji: "", statusExpiresAt: null };
    const read = async <T>(path: string) => (await rest<T>(ben.person, "GET", path)).body;
    expect(await lookAt(ada.person)).toMatchObject(empty);
    expect((await rest(ada.person, "GET", "/me")).body).toMatchObject(empty);
    expect(await read<UserView[]>(`/users?query=${ada.person.username}`)).toMatchObject([empty]);
    const members = await read<MemberView[]>(`/channels/${channel.id}/members`);
    expect(members.map(({ user }) => user)).toContainEqual(expect.objectContaining(empty));
    expect((await read<MessagePage>(`/channels/${channel.id}/messages`)).users).toMatchObject([empty]);
  });

  test("that has expired does not come back with a new text", async () => {
    await letStatusExpire(ada.person);
    const { body } = await change(ada.person, { statusText: "Back" });
    expect(body).toMatchObject({ statusText: "Back", statusEmoji: "", statusExpiresAt: null });
  });

  test("that has expired is told to whoever sees it, once, and to nobody else", async () => {
    await letStatusExpire(ada.person);
    await letStatusExpire(olga.person);
    await change(ben.person, { statusText: "Working", statusExpiresAt: inFuture(HOUR) });
    const { told } = await listen([ada, ben, olga], sweepStatuses);
    const event = (id: string) => ({ event: "user:changed", payload: { user: { id, statusText: "" } } });
    expect(told).toMatchObject([[event(ada.person.id)], [event(ada.person.id)], [event(olga.person.id)]]);
    expect((await listen([ada, ben, olga], sweepStatuses)).told).toEqual([[], [], []]);
    expect((await lookAt(ben.person)).statusText).toBe("Working");
  });
});

describe("by form a profile", () => {
  const form = {
    displayName: "Ada of the Form",
    pronouns: "they/them",
    bio: "One.\r\nTwo.",
    statusText: "Gardening",
    statusEmoji: "🌱",
    statusEnd: "at",
    statusExpiresAt: "2099-07-01T12:00",
    timeZone: "America/New_York",
  };

  test("changes as a whole; times are of the zone in the same form", async () => {
    const page = await postForm(ada.person, "/settings/profile", form);
    expect(page.code).toBe("ok");
    expect(page.html).toContain("Saved.");
    const { statusEnd: _, ...fields } = form;
    const me = (await rest<OwnUserView>(ada.person, "GET", "/me")).body;
    expect(me).toMatchObject({ ...fields, bio: "One.\nTwo.", statusExpiresAt: "2099-07-01T16:00:00.000Z" });
    const { html } = await openPage(ada.person, "/settings/profile");
    expect(html).toContain('value="2099-07-01T12:00"');
    expect(html).toMatch(/<option[^>]* selected[^>]*>America\/New_York/);
  });

  test.each([
    ["half_hour", 30 * MINUTE],
    ["four_hours", 4 * HOUR],
  ])("lets a status end after %s", async (statusEnd, duration) => {
    const before = Date.now();
    await postForm(ada.person, "/settings/profile", { ...form, statusEnd });
    const end = Date.parse((await lookAt(ada.person)).statusExpiresAt ?? "");
    expect(end).toBeGreaterThanOrEqual(before + duration);
    expect(end).toBeLessThanOrEqual(Date.now() + duration + MINUTE);
  });

  test("lets a status never end, whatever stands in the field of the time", async () => {
    await postForm(ada.person, "/settings/profile", {
      ...form,
      statusEnd: "never",
      statusExpiresAt: "nonsense",
    });
    expect(await lookAt(ada.person)).toMatchObject({ statusText: "Gardening", statusExpiresAt: null });
  });

  test.each([
    ["statusExpiresAt", "2001-01-01T00:00", "Choose a time in the future."],
    ["statusExpiresAt", "2099-02-31T99:00", "This is not valid."],
    ["statusExpiresAt", "", "This is needed."],
    ["statusEmoji", "no", "Use a single emoji."],
    ["timeZone", "Nowhere", "This is not a time zone."],
    ["bio", "long ".repeat(200), "Use at most 500 characters."],
  ])("with the %s %j keeps what was typed and saves none of it", async (name, value, sentence) => {
    const before = (await rest<OwnUserView>(ada.person, "GET", "/me")).body;
    const typed = { ...form, displayName: "Ada Unsaved", bio: "Typed & kept", [name]: value };
    const page = await postForm(ada.person, "/settings/profile", typed);
    expect(page.code).toBe("invalid_input");
    expect(page.html).toContain(sentence);
    expect(page.html).toContain('value="Ada Unsaved"');
    expect(page.html).toContain(`>${typed.bio.replace("&", "&amp;")}</textarea>`);
    expect((await rest(ada.person, "GET", "/me")).body).toEqual(before);
  });

  test("is no form of files that cannot be read", async () => {
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    const page = await postForm(ada.person, "/settings/profile", "displayName=x", { headers });
    expect(page.code).toBe("malformed");
  });
});

describe("the time zone", () => {
  async function openConversation() {
    await change(ada.person, { locale: "en" });
    const channel = await createChannel(ada.person);
    const message = await send(ada.person, channel.id);
    const { html } = await openPage(ada.person, `/channels/${channel.id}`, {
      cookie: `${await cookieOf(ada.person.session)}; parley_time_zone=America%2FNew_York`,
    });
    return { html, timeIn: (timeZone: string) => formatFull(message.createdAt, { locale: "en", timeZone }) };
  }

  test("of the profile wins over the browser's", async () => {
    await change(ada.person, { timeZone: "Asia/Tokyo" });
    const { html, timeIn } = await openConversation();
    expect(html).toContain(timeIn("Asia/Tokyo"));
    expect(html).not.toContain(timeIn("America/New_York"));
  });

  test("is the browser's where the profile names none", async () => {
    const { html, timeIn } = await openConversation();
    expect(html).toContain(timeIn("America/New_York"));
  });
});
