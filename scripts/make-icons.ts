import { mkdirSync, readFileSync } from "node:fs";
import sharp from "sharp";

/*
 * Makes the icons of an installed Parley from the favicon: `node scripts/make-icons.ts`. Run it when the favicon changes,
 * and commit what it writes.
 */
const FAVICON = readFileSync("public/favicon.svg", "utf8");
const FOLDER = "public/icons";

/** Without its own round corners, and smaller: a system cuts the edges off, but for a circle of 80 % of the width. */
const maskable = FAVICON.replace(
  /<rect[^>]*fill="([^"]+)"\/>(.*)<\/svg>/,
  (_whole, ground: string, sign: string) =>
    `<rect width="32" height="32" fill="${ground}"/><g transform="translate(3.2 3.2) scale(0.8)">${sign}</g></svg>`,
);

async function draw(svg: string, size: number, name: string): Promise<void> {
  const image = sharp(Buffer.from(svg), { density: (72 * size) / 32 }).resize(size, size);
  await image.png({ compressionLevel: 9, palette: true }).toFile(`${FOLDER}/${name}.png`);
}

mkdirSync(FOLDER, { recursive: true });
await draw(FAVICON, 192, "icon-192");
await draw(FAVICON, 512, "icon-512");
await draw(maskable, 512, "maskable-512");
// A phone rounds its corners itself, and shows what is transparent as black.
await draw(maskable, 180, "apple-touch-icon");
