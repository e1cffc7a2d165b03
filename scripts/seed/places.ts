import type { Username } from "./people.ts";
import type { Line } from "./talk.ts";

export interface Place {
  name: string;
  topic?: string;
  kind?: "public" | "private";
  isReadOnly?: true;
  /** All but these stay outside; left out: everybody is in. The first made it. */
  members?: Username[];
  says?: Line[];
  /** How many of the last messages ada has not read. */
  unread?: number;
  isStarred?: true;
  isMuted?: true;
}

const HOUR = 60;

/** The channels beside the garden, in the state in which ada finds them. */
export const PLACES: Place[] = [
  {
    name: "announcements",
    topic: "Only what everybody should know",
    isReadOnly: true,
    isStarred: true,
    says: [
      {
        by: "ada",
        says: "Welcome. Read the topic of each channel before you write, and ask in **#general** when in doubt.",
      },
      { by: "ada", says: "The gate closes at *eight* from November on.", after: 9 * HOUR, isPinned: true },
    ],
  },
  {
    name: "seeds",
    topic: "Swap, save, sow",
    isStarred: true,
    unread: 2,
    says: [
      { by: "ada", says: "Who has tomato seeds left from last year?" },
      { by: "priya", says: "Two kinds, both red.", after: HOUR },
      { by: "ravi_k", says: "And I have yellow ones.", after: 5 },
    ],
  },
  {
    name: "tools",
    unread: 1,
    says: [
      { by: "nils", says: "The good spade is back." },
      { by: "fionn", says: "@ada the saw is blunt, shall I have it sharpened?", after: 20 * HOUR },
    ],
  },
  {
    name: "compost",
    says: [
      { by: "zo3", says: "62 °C in the middle. It is alive." },
      { by: "ada", says: "Good." },
    ],
  },
  {
    name: "kitchen",
    topic: "Who cooks, who washes up",
    isMuted: true,
    unread: 4,
    says: [
      { by: "ada", says: "Soup on Sunday." },
      ...(["cleo", "emi", "omar", "nils"] as const).map((by): Line => ({ by, says: "Me too.", after: 30 })),
    ],
  },
  {
    name: "market days",
    says: [
      { by: "emi", says: "We sold all the kale." },
      { by: "ada", says: "All of it?" },
    ],
  },
  {
    name: "bees",
    kind: "private",
    members: ["ada", "dai", "fionn"],
    unread: 1,
    says: [
      { by: "ada", says: "Both hives are fed." },
      { by: "dai", says: "The second is light. Look again on Friday.", after: 26 * HOUR },
    ],
  },
  {
    name: "board",
    kind: "private",
    members: ["ada", "ben", "priya"],
    says: [
      { by: "ben", says: "The lease is signed." },
      { by: "ada", says: "At last." },
    ],
  },
  {
    name: "everything about the long wall on the north side where the espalier pears grow",
    topic:
      "Fourteen trees, one hose that reaches eleven of them, and what follows from that for who waters what and when",
    says: [
      { by: "maximiliana", says: "The third tree has canker." },
      { by: "ada", says: "I will look at it." },
    ],
  },
  {
    name: "الحديقة",
    topic: "ما ينمو وما لا ينمو",
    unread: 1,
    says: [
      {
        by: "omar",
        says: "صباح الخير جميعاً. الفول نبت في الحوض الشمالي.",
        reactions: { "🌱": ["ada", "emi"] },
      },
      { by: "ada", says: "Wonderful. كم صفاً؟", after: 4 },
      { by: "omar", says: "ثلاثة صفوف:\n- فول\n- بازلاء\n- ثوم", after: 2 },
      {
        by: "omar",
        says: "والماء يكفي حتى يوم الجمعة. سأشغّل المضخة `pump --litres 40` في المساء.",
        after: 1,
      },
      { by: "fionn", says: "Thank you, Omar. I can do Sunday.", after: 90 },
      {
        by: "omar",
        says: "شكراً يا @fionn، اتفقنا. اجتماع السبت الساعة ١٠ عند البوابة.",
        after: 6,
        called: "agreed",
      },
      { by: "omar", says: "ومن يستطيع إحضار السلم الطويل؟", after: 16 * HOUR },
    ],
  },
  {
    name: "日本庭園",
    topic: "苔と石と松",
    says: [
      { by: "emi", says: "苔が広がりました。" },
      { by: "dai", says: "石の北側ですね。" },
      { by: "ada", says: "How green it is." },
    ],
  },
  { name: "shed", members: ["nils", "ben", "fionn"], says: [{ by: "nils", says: "The roof is mended." }] },
];

/** A direct conversation of ada, and who else is in it. */
export interface Direct {
  with: Username[];
  says: Line[];
  unread?: number;
  isStarred?: true;
}

export const DIRECTS: Direct[] = [
  {
    with: ["cleo"],
    unread: 2,
    says: [
      { by: "ada", says: "Are you well?" },
      { by: "cleo", says: "Much better.", after: 40 },
      { by: "cleo", says: "Back on Monday." },
    ],
  },
  {
    with: ["ben", "dai"],
    isStarred: true,
    says: [
      { by: "dai", says: "Surprise for Emi on the 20th?" },
      { by: "ada", says: "Cake. I will ask Omar." },
    ],
  },
  {
    with: ["maximiliana"],
    says: [
      { by: "maximiliana", says: "Thank you for the pears." },
      { by: "ada", says: "Thank the ladder." },
    ],
  },
  {
    with: ["omar"],
    unread: 1,
    says: [
      { by: "ada", says: "Could you bake for the 20th?" },
      { by: "omar", says: "بكل سرور.", after: 200 },
    ],
  },
  {
    with: ["emi", "priya", "fionn", "nils", "ravi_k"],
    says: [
      { by: "priya", says: "Seed swap at mine?" },
      { by: "ada", says: "Yes." },
    ],
  },
];
