import { gemoji, nameToEmoji, type Gemoji } from "gemoji";

/** Own names only: a short name like ":constructor:" is none. */
const byName = new Map(Object.entries(nameToEmoji));

/** The emoji of a short name, in lower case and without colons. */
export function findEmoji(name: string): string | undefined {
  return byName.get(name);
}

/** So many are shown: whoever sees this many goes on typing. */
const FOUND_MAX = 90;

/** Emoji whose name, tag or description begins with the words, or holds them; the closest first. */
export function searchEmoji(query: string): Gemoji[] {
  const wanted = query.trim().toLowerCase().replace(/^:|:$/g, "");
  const rank = (each: Gemoji) => {
    if (each.emoji === wanted || each.names.includes(wanted)) return 0;
    if (each.names.some((name) => name.startsWith(wanted))) return 1;
    const words = [...each.names, ...each.tags, each.description.toLowerCase()];
    return words.some((word) => word.includes(wanted)) ? 2 : 3;
  };
  return gemoji
    .map((each) => ({ each, rank: rank(each) }))
    .filter((found) => found.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, FOUND_MAX)
    .map((found) => found.each);
}

/** What an emoji shows, in whatever tone of skin. */
export function describeEmoji(emoji: string): string | undefined {
  const plain = emoji.replace(/\p{Emoji_Modifier}|\ufe0f/gu, "");
  return gemoji.find((each) => each.emoji.replaceAll("\ufe0f", "") === plain)?.description;
}

/** All emoji in groups, in the order of Unicode. */
export function groupEmoji(): Map<string, Gemoji[]> {
  return Map.groupBy(gemoji, (each) => each.category);
}
