import { Lexer, Marked, type MarkedToken, type Token, type TokenizerExtension, type Tokens } from "marked";

/** What `||hidden||` is parsed to. */
export interface Spoiler {
  type: "spoiler";
  raw: string;
  tokens: Token[];
}

export type RichToken = MarkedToken | Spoiler;

const SPOILER = /^\|\|(?=\S)((?:(?!\|\|)[^])*\S)\|\|/;
/** Signs that begin a quote or an item of a list, one after the other on one line. */
const NESTING = /^[ \t]*(?:(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])[ \t]*){17,}/m;
/** The parser looks for the end of each; text has fewer, and 400 take it some milliseconds. */
const EMPHASIS_MAX = 400;
/** Each pair in one row of them is a nesting of its own. */
const LONG_ROW = /([*_])\1{31,}/;
/** At each of them the parser starts anew, and looks through the word that follows for an address. */
const STARTS_MAX = 400;
/** What the parser looks through again from each of its characters, for where it ends. */
const LONG_GAP = / {400,}|[?!.,:;*_'"~()&]{200,}/;
/** What an address may hold, as the parser sees it; a word ends at anything else. */
const OUTSIDE_ADDRESS = /[^\w.!#$%&'*+/=?`{|}~@-]+/;
/** Characters of all addresses: at each of them the parser starts anew. Fifty addresses have fewer. */
const ADDRESSES_MAX = 1500;

const spoiler: TokenizerExtension = {
  name: "spoiler",
  level: "inline",
  start: (source) => {
    const at = source.indexOf("||");
    return at < 0 ? undefined : at;
  },
  tokenizer(source) {
    const match = SPOILER.exec(source);
    if (!match) return undefined;
    return { type: "spoiler", raw: match[0], tokens: this.lexer.inlineTokens(match[1] ?? "") };
  },
};

/** A name is one word: underscores in it emphasize nothing. */
const name: TokenizerExtension = {
  name: "name",
  level: "inline",
  start: (source) => {
    const at = source.search(/(?<![\w.+-])@\w|(?<!\w):[a-z+-][\w+-]*:/i);
    return at < 0 ? undefined : at;
  },
  tokenizer(source, tokens) {
    const before = tokens.at(-1)?.raw ?? "";
    if (/[\w.+-]$/.test(before)) return undefined;
    const match = /^(?:@\w[\w.-]*|:[a-z+-][\w+-]*:)/i.exec(source);
    return match ? { type: "text", raw: match[0], text: match[0] } : undefined;
  },
};

const marked = new Marked({
  gfm: true,
  breaks: true,
  extensions: [spoiler, name],
  tokenizer: {
    // What people indent is no program, markup of other kinds is text, and there are no footnotes that define links.
    code: () => undefined,
    html: () => undefined,
    tag: () => undefined,
    def: () => undefined,
    // "Title" over "-----" is a line under a text.
    lheading: () => undefined,
  },
});

/** The tokens of a text, or undefined for one that only a machine writes, to keep a parser busy. */
export function parseMarkdown(body: string): RichToken[] | undefined {
  if (isCostly(body)) return undefined;
  // With extensions, the lexer knows more tokens than its types tell.
  return new Lexer(marked.defaults).lex(body) as unknown as RichToken[];
}

/** Whether the parser would be at it for long: what it does about these signs grows with the square of the text. */
function isCostly(body: string): boolean {
  if (LONG_ROW.test(body) || LONG_GAP.test(body) || NESTING.test(body)) return true;
  const counts = (signs: RegExp) => body.match(signs)?.length ?? 0;
  if (counts(/[*_]+/g) > EMPHASIS_MAX || counts(/[!~]/g) > STARTS_MAX) return true;
  // A name such as @ada begins with the sign.
  const addresses = body.split(OUTSIDE_ADDRESS).filter((word) => word.indexOf("@", 1) > 0);
  return addresses.join("").length > ADDRESSES_MAX;
}

/** What an item of a list holds. */
export type ListItem = Tokens.ListItem;
