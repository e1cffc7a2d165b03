import { drawGarden, drawPlan } from "./pictures.ts";
import type { Line } from "./talk.ts";

const NIGHT = 15 * 60;

const FIRST_DAYS: Line[] = [
  { by: "ada", says: "Morning. The beans came up.", reactions: { "🌱": ["ben", "cleo", "dai", "emi"] } },
  { by: "ben", says: "All of them?" },
  { by: "ada", says: "Most. The third row is thin, I think the slugs found it first." },
  { by: "cleo", says: "I can bring beer traps tomorrow, or copper tape if you prefer that.", after: 12 },
  {
    by: "ada",
    says: "Tape, please. The hedgehog drinks the beer.",
    reactions: { "🦔": ["cleo", "ben", "fionn"] },
  },
  { by: "cleo", says: "Noted. Two rows of tape, one trap per bed:\n- north bed\n- the one by the wall" },
  {
    by: "priya",
    says: `Seeds for spring, as far as I have counted:

| what | packets | sow |
|:--|--:|:--|
| Peas, *Douce Provence* | 12 | February |
| Broad beans | 8 | November |
| Kale, black | 5 | April |
| Leeks | 9 | March |

The list of everything is in the shed, behind the door.`,
    after: 95,
    called: "seeds",
    isPinned: true,
    reactions: { "👍": ["ada", "ben", "dai", "emi", "omar", "fionn"], "❤️": ["ada"] },
  },
  { by: "fionn", says: "Who has the key to the shed?", after: 40, called: "key" },
  { by: "nils", says: "Me. It hangs in the kitchen from tonight.", quotes: "key" },
  { by: "nils", says: "Nobody needs to ask me any more." },
  { by: "dai", says: "竹の支柱は六月まで使わないので、下に敷いておきます。", after: 70 },
  {
    by: "emi",
    says: "ありがとうございます。では土曜の朝十時に、温室の前で会いましょう。",
    reactions: { "🙏": ["dai"] },
  },
  {
    by: "ada",
    says: "Photo from the hill, just before the rain.",
    after: NIGHT,
    files: [{ name: "beds-in-the-evening.png", bytes: drawGarden }],
    reactions: { "😍": ["cleo", "priya", "ravi_k"], "📷": ["ben"] },
    called: "photo",
  },
  { by: "ben", says: "That is the best light we had all year.", quotes: "photo" },
  {
    by: "maximiliana",
    says: "Could somebody please water the espalier pears along the long north wall while I am away? It is 14 trees, and the hose reaches 11 of them; the other three need two cans each, every second evening, unless it rains more than five millimetres.",
    after: 33,
  },
  { by: "ravi_k", says: "मैं मंगलवार और गुरुवार को पानी दे सकता हूँ।" },
  { by: "omar", says: "وأنا يوم السبت. هل المفتاح في المطبخ؟" },
  { by: "nils", says: "@omar yes, on the hook by the window." },
  { by: "zo3", says: "ḧ̷̛̻́ë̶̪́l̸̰̈́l̵̙̈ǫ̴̌ from the c̴̘͝ȏ̵̗m̷̤̈́p̵̭̍o̸̺̅s̶̱̚ẗ̷̰́ heap" },
  {
    by: "fionn",
    says: "The compost has become sentient again.",
    reactions: { "😂": ["ada", "ben", "cleo", "nils", "zo3"] },
  },
];

const PUMP: Line[] = [
  {
    by: "ben",
    says: "The pump counts litres now. I wrote the little program for the display:",
    after: NIGHT + 120,
  },
  {
    by: "ben",
    says: `\`\`\`ts
/** Litres since the last reading, never below zero: the meter starts again after a power cut. */
export function litresSince(last: Reading, now: Reading): number {
  const pulses = now.pulses - last.pulses;
  return Math.max(0, pulses) / PULSES_PER_LITRE; // 450 on this meter
}
\`\`\`
Change \`PULSES_PER_LITRE\` if we ever get the larger one.`,
    called: "code",
    reactions: { "🚀": ["ada", "nils"], "👀": ["priya"] },
  },
  { by: "nils", says: "What happens when the counter overflows?", in: "code", after: 6 },
  { by: "ben", says: "It is 32 bits. At our pace that is the year 2190.", in: "code" },
  { by: "nils", says: "Then I withdraw the question.", in: "code", reactions: { "😄": ["ben", "ada"] } },
  {
    by: "ada",
    says: "Could it warn us when a tap runs all night? That cost us a third of the tank in August.",
    in: "code",
    after: 14,
  },
  {
    by: "ben",
    says: "Yes: more than 40 litres in an hour after sunset. I will send it to **#general**, not to everybody's phone.",
    in: "code",
  },
  { by: "cleo", says: "Please not before seven in the morning.", in: "code", after: 21 },
  {
    by: "dai",
    says: "> The pump counts litres now.\n\nFinally. Last year we guessed, and guessed wrong.",
    after: 30,
  },
  { by: "priya", says: "Wrong channel, sorry.", isDeleted: true, after: 50 },
  {
    by: "priya",
    says: "The water meeting is on Thursday at 7.",
    edited: "The water meeting is on **Friday** at 7, in the kitchen.",
  },
];

const LAST_DAYS: Line[] = [
  {
    by: "cleo",
    says: "I drew the plan for spring. Beds from the gate to the wall:",
    after: NIGHT + 300,
    files: [{ name: "plan-for-spring.png", bytes: drawPlan }],
    called: "plan",
  },
  {
    by: "cleo",
    says: "And the rota.",
    files: [{ name: "Watering rota November to March (final, corrected by Priya).csv", bytes: listRota }],
    called: "rota",
    isPinned: true,
  },
  { by: "ben", says: "Squash by the wall again? It was too dry there.", quotes: "plan", after: 8 },
  { by: "cleo", says: "We have the pump now. But yes, let us talk about it.", in: "plan" },
  { by: "emi", says: "I would swap leeks and squash.", in: "plan", reactions: { "👍": ["cleo"] } },
  {
    by: "fionn",
    says: "1. Mulch the paths\n2. Turn the heap\n3. Mend the gate\n   - hinges are in the shed\n   - screws are not",
    after: 41,
  },
  { by: "nils", says: "~~Screws~~ bought." },
  {
    by: "ravi_k",
    says: "The long way to look up frost dates: https://example.org/frost/dates/by-postcode/and-by-altitude/table?from=2025-10-01&to=2026-04-30&stations=all",
    after: 25,
  },
  { by: "ada", says: "Who is at the gate on Saturday? It needs two.", after: NIGHT, called: "gate" },
  { by: "emi", says: "Me.", quotes: "gate", reactions: { "✅": ["ada"] } },
  { by: "omar", says: "أنا أيضاً، ومعي أخي." },
  { by: "ada", says: "Then we are four. Thank you both.", reactions: { "💚": ["emi", "omar"] } },
  { by: "ada", says: "I will put the kettle on at ten." },
  {
    by: "ben",
    says: "@ada can you bring the long ladder? The gutter over the tank is full of leaves.",
    after: 47,
  },
  { by: "priya", says: "And gloves. The last pair had holes.", after: 2 },
  { by: "dai", says: "I have five pairs." },
  { by: "dai", says: "Six, if one does not mind two left hands.", reactions: { "😂": ["ben", "priya"] } },
  {
    by: "cleo",
    says: "The forecast says frost on Sunday, *minus three*. Fleece over the kale on Saturday, then.",
    after: 9,
    called: "frost",
  },
  { by: "fionn", says: "I have 20 metres of it. See you at ten.", quotes: "frost" },
];

async function listRota(): Promise<Buffer> {
  return Buffer.from("week,who,beds\n45,Omar,north\n46,Ravi,north\n47,Ben,wall\n48,Cleo,wall\n");
}

/** What is said in the channel that shows everything. */
export const GARDEN_TALK: Line[] = [...FIRST_DAYS, ...PUMP, ...LAST_DAYS];
/** Of those, what ada has not read. */
export const GARDEN_UNREAD = 6;
