/** Fitzpatrick's five, light to dark (UTS 51). */
const MODIFIERS = ["\u{1f3fb}", "\u{1f3fc}", "\u{1f3fd}", "\u{1f3fe}", "\u{1f3ff}"];
/** What a tone may stand behind. */
const BASE = /\p{Emoji_Modifier_Base}\ufe0f?/gu;
/** Two people who hold hands have a tone each, and their hands none. */
const HELD_HANDS = "🤝";
/** Of the choice itself. */
const HAND = "✋";

/** Of those that keyboards offer (UTS 51, RGI): families, for example, have no tones. */
const OFFERED = makeOffered();

/** An emoji in a tone of skin, if it shows people: 0 is none, 1 to 5 are light to dark. */
export function applyTone(emoji: string, tone: number): string {
  const modifier = MODIFIERS[tone - 1];
  if (modifier === undefined) return emoji;
  const isTogether = emoji.includes("\u200d");
  const toned = emoji.replace(BASE, (base) =>
    isTogether && base === HELD_HANDS ? base : base.replace("\ufe0f", "") + modifier,
  );
  return OFFERED.test(toned) ? toned : emoji;
}

function makeOffered(): RegExp {
  try {
    // A browser that does not know the flag would refuse the whole file for a literal.
    return new RegExp(String.raw`^\p{RGI_Emoji}$`, "v");
  } catch {
    return /(?!)/;
  }
}

/** A hand of each tone, from 0. */
export const HANDS = [HAND, ...MODIFIERS.map((modifier) => HAND + modifier)];
