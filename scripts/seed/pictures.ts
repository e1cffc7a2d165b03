import sharp from "sharp";

type Colour = readonly [red: number, green: number, blue: number];

const SKY: Colour = [176, 205, 214];
const EVENING: Colour = [246, 222, 184];
const SUN: Colour = [255, 246, 219];
const FAR_HILL: Colour = [142, 167, 140];
const NEAR_HILL: Colour = [156, 146, 98];
const SOIL: Colour = [109, 79, 54];
const LEAF: Colour = [79, 122, 69];
const PAPER: Colour = [250, 246, 236];
const INK: Colour = [79, 107, 69];
const BED: Colour = [223, 232, 210];

/** A head and shoulders in two colours, which stands in for a photograph. */
export function drawFace(ground: Colour, figure: Colour): Promise<Buffer> {
  return paint(192, 192, (x, y) => {
    const isHead = Math.hypot(x - 96, y - 78) < 37;
    const isBody = Math.hypot((x - 96) / 69, (y - 186) / 63) < 1;
    return isHead || isBody ? figure : ground;
  });
}

/** A view over the beds to the hills, in the evening. */
export function drawGarden(): Promise<Buffer> {
  return paint(900, 600, (x, y) => {
    const far = 290 + 34 * Math.sin(x / 110) + 18 * Math.sin(x / 47);
    const near = 325 + 14 * Math.sin(x / 90 + 2);
    if (y > near) return paintBeds(x, y - near);
    if (y > far) return FAR_HILL;
    return Math.hypot(x - 690, y - 180) < 38 ? SUN : mix(SKY, EVENING, y / 300);
  });
}

/** Rows of round plants that grow towards who looks. */
function paintBeds(x: number, depth: number): Colour {
  const row = Math.floor(Math.sqrt(depth / 6));
  const top = row * row * 6;
  const height = (2 * row + 1) * 6;
  const width = 22 + row * 13;
  const across = ((((x - 450) % width) + width) % width) / width - 0.5;
  const down = (depth - top) / height - 0.45;
  if (Math.hypot(across * 1.25, down) < 0.42) return mix(LEAF, NEAR_HILL, 0.25 + down);
  return down > 0.2 ? SOIL : NEAR_HILL;
}

/** A plan of the beds, tall and narrow. */
export function drawPlan(): Promise<Buffer> {
  return paint(480, 820, (x, y) => {
    const inBed = (y - 40) % 150;
    if (x < 50 || x > 430 || y < 40 || inBed > 110 || y > 780) return PAPER;
    if (x < 53 || x > 427 || inBed < 3 || inBed > 107) return INK;
    const isPlant = Math.hypot(((x - 50) % 38) - 19, (inBed % 37) - 18) < 7;
    return isPlant ? LEAF : BED;
  });
}

function mix(one: Colour, other: Colour, share: number): Colour {
  const part = (index: 0 | 1 | 2) => Math.round(one[index] + (other[index] - one[index]) * share);
  return [part(0), part(1), part(2)];
}

/** Pixel by pixel: the product has sharp refuse to read anything but photographs. */
function paint(width: number, height: number, colour: (x: number, y: number) => Colour): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) pixels.set(colour(x, y), (y * width + x) * 3);
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}
