import { readFileSync } from "node:fs";

export type Theme = "light" | "dark";
type Rgb = [red: number, green: number, blue: number];

const css = ["scales.css", "tokens.css"].map((name) =>
  readFileSync(new URL(`../app/styles/${name}`, import.meta.url), "utf8").replace(/\/\*[\s\S]*?\*\//g, ""),
);

/** The custom properties of all blocks with that selector, as they are written. */
export function readBlock(selector: string): Map<string, string> {
  const found = css.flatMap((text) =>
    [...text.matchAll(/([^{};]+)\{([^{}]*)\}/g)].filter(([, name]) => name?.trim() === selector),
  );
  const declarations = found.flatMap(([, , body = ""]) => [...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)]);
  return new Map(declarations.map(([, name = "", value = ""]) => [name, value.trim()]));
}

/** The colour of a role in one theme, with its `var()` and `light-dark()` resolved, in linear sRGB. Throws for what is none. */
export function resolveColour(tokens: ReadonlyMap<string, string>, name: string, theme: Theme): Rgb {
  const value = tokens.get(name);
  if (value === undefined) throw new Error(`There is no ${name}.`);
  const [, light, dark] = /^light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\)$/.exec(value) ?? [];
  const other = /^var\((--[\w-]+)\)$/.exec(value)?.[1];
  if (other) return resolveColour(tokens, other, theme);
  return toLinearRgb((theme === "light" ? light : dark) ?? value);
}

/** From OKLCH by Björn Ottosson's matrices (https://bottosson.github.io/posts/oklab/), clipped to what sRGB can show. */
function toLinearRgb(colour: string): Rgb {
  const numbers = /^oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)$/.exec(colour)?.slice(1).map(Number);
  if (!numbers) throw new Error(`${colour} is no opaque OKLCH colour.`);
  const [lightness = 0, chroma = 0, hue = 0] = numbers;
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const rgb: Rgb = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return rgb.map((channel) => Math.min(1, Math.max(0, channel))) as Rgb;
}

/** WCAG 2.2's ratio of two colours, from 1 to 21. */
export function findContrast(one: Rgb, other: Rgb): number {
  const luminances = [one, other].map(([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue);
  return (Math.max(...luminances) + 0.05) / (Math.min(...luminances) + 0.05);
}

/** As a page's `<meta>` has it: #rrggbb. */
export function toHex(rgb: Rgb): string {
  const bytes = rgb.map((channel) =>
    Math.round(255 * (channel <= 0.0031308 ? 12.92 * channel : 1.055 * channel ** (1 / 2.4) - 0.055)),
  );
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
