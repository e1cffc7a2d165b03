import type { Actor } from "#app/domain/actor.ts";
import { setAvatar } from "#app/domain/avatars/set-avatar.server.ts";
import { findSessionByAccessToken } from "#app/domain/sessions/find-session.server.ts";
import { signUp } from "#app/domain/users/sign-up.server.ts";
import { updateProfile } from "#app/domain/users/update-profile.server.ts";
import type { UpdateProfileInput } from "#app/domain/users/profile.schema.ts";
import { drawFace } from "./pictures.ts";

export const PASSWORD = "correct horse battery";

interface Person extends UpdateProfileInput {
  username: string;
  displayName: string;
  /** The two colours of their picture; who has none shows initials. */
  face?: Parameters<typeof drawFace>;
}

/** The first one is the admin. Names of every length and script, as a real installation has them. */
const PEOPLE = [
  {
    username: "ada",
    displayName: "Ada Lovelace",
    face: [
      [217, 199, 163],
      [70, 97, 63],
    ],
    statusEmoji: "🌱",
    statusText: "In the greenhouse",
  },
  {
    username: "ben",
    displayName: "Ben Okafor",
    face: [
      [185, 207, 212],
      [122, 74, 43],
    ],
  },
  { username: "cleo", displayName: "Cleo de Mérode", statusEmoji: "🌴", statusText: "Back on Monday" },
  { username: "dai", displayName: "戴 望舒" },
  {
    username: "emi",
    displayName: "山田 恵美",
    locale: "ja",
    face: [
      [230, 195, 189],
      [55, 71, 79],
    ],
  },
  {
    username: "omar",
    displayName: "عمر الحداد",
    locale: "ar",
    face: [
      [201, 214, 180],
      [90, 59, 82],
    ],
  },
  { username: "priya", displayName: "Priya Raghunathan", pronouns: "she/her", bio: "Seeds, mostly." },
  {
    username: "fionn",
    displayName: "Fionn Ó Ceallaigh",
    face: [
      [207, 198, 224],
      [138, 90, 42],
    ],
  },
  {
    username: "maximiliana",
    displayName: "Maximiliana Theodora Wilhelmine von Hohenlohe-Waldenburg-Schillingsfürst Oehri",
  },
  { username: "nils", displayName: "Nils" },
  { username: "zo3", displayName: "Z̷o̸ë̵̲͝ ̶V̴a̷n̸d̶e̵r̴h̸e̵y̸d̶e̵n̷" },
  {
    username: "ravi_k",
    displayName: "रवि कुमार",
    face: [
      [221, 210, 178],
      [61, 90, 108],
    ],
  },
] as const satisfies Person[];

export type Username = (typeof PEOPLE)[number]["username"];
export type People = Record<Username, Actor>;

/** Opens all accounts, the admin's first. */
export async function createPeople(): Promise<People> {
  const [admin, ...others] = PEOPLE;
  const made: [Username, Actor][] = [[admin.username, await createPerson(admin)]];
  // Hashing passwords takes most of the time; it runs beside the rest.
  made.push(
    ...(await Promise.all(
      others.map(async (person): Promise<[Username, Actor]> => [person.username, await createPerson(person)]),
    )),
  );
  return Object.fromEntries(made) as People;
}

async function createPerson({ username, displayName, face, ...profile }: Person): Promise<Actor> {
  const input = { username, displayName, email: `${username}@example.org`, password: PASSWORD };
  const session = await signUp(input, { address: "127.0.0.1", userAgent: "seed" });
  const actor = (await findSessionByAccessToken(session.accessToken))!;
  await updateProfile(actor, profile);
  if (face) await setAvatar(actor, await drawFace(...face));
  return actor;
}
