// Real images, and files that only look like some, for tests of what is made of an upload.
import { crc32, deflateSync } from "node:zlib";
import sharp, { type Sharp } from "sharp";

const RED = { r: 220, g: 30, b: 30 };
const BLUE = { r: 30, g: 30, b: 220 };

/** 400 x 200 pixels, the upper half red and the lower half blue. */
function makeStripes(): Sharp {
  const half = { width: 400, height: 100, channels: 3 } as const;
  return sharp({ create: { ...half, height: 200, background: BLUE } }).composite([
    { input: { create: { ...half, background: RED } }, left: 0, top: 0 },
  ]);
}

/** Stripes in each format that is taken, without anything else in them. */
export const makeImage = {
  jpeg: () => makeStripes().jpeg().toBuffer(),
  png: () => makeStripes().png().toBuffer(),
  webp: () => makeStripes().webp().toBuffer(),
  avif: () => makeStripes().avif({ effort: 0 }).toBuffer(),
  /** Moving: stripes first, then green. */
  gif: async () => {
    const green = sharp({
      create: { width: 400, height: 200, channels: 3, background: { r: 0, g: 200, b: 0 } },
    });
    const frames = [await makeStripes().png().toBuffer(), await green.png().toBuffer()];
    return sharp(frames, { join: { animated: true } })
      .gif({ delay: [100, 100] })
      .toBuffer();
  },
};

/** As a phone that was held upright leaves it: to be turned to the right by whoever shows it, with place and model. */
export function makePhoto(): Promise<Buffer> {
  const exif = {
    IFD0: { Make: "Spyglass", Model: "Tattletale 7" },
    IFD3: {
      GPSLatitudeRef: "N",
      GPSLatitude: "52/1 31/1 12/1",
      GPSLongitudeRef: "E",
      GPSLongitude: "13/1 24/1 0/1",
    },
  };
  return makeStripes().jpeg().withExif(exif).withMetadata({ orientation: 6 }).toBuffer();
}

/** A JPEG of which the second half never arrived. */
export async function makeTruncated(): Promise<Buffer> {
  const noise = { type: "gaussian", mean: 128, sigma: 40 } as const;
  const create = { width: 600, height: 600, channels: 3, background: "#000000", noise } as const;
  const whole = await sharp({ create }).jpeg().toBuffer();
  return whole.subarray(0, whole.length / 2);
}

/** A valid PNG with a page for browsers behind it. */
export async function makePolyglot(): Promise<Buffer> {
  return Buffer.concat([
    await makeImage.png(),
    Buffer.from("<html><script>alert('polyglot')</script></html>"),
  ]);
}

/** A drawing with a script in it, whatever it is called. */
export function makeDrawing(): Buffer {
  return Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><script>alert(1)</script><rect width="50" height="50"/></svg>',
  );
}

/** A small valid PNG that takes 400 megapixels when it is unpacked. */
export function makeBomb(): Buffer {
  const edge = 20_000;
  // One bit a pixel, and a byte before each row.
  const rows = Buffer.alloc((edge / 8 + 1) * edge);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(edge, 0);
  header.writeUInt32BE(edge, 4);
  header.writeUInt8(1, 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    makeChunk("IHDR", header),
    makeChunk("IDAT", deflateSync(rows, { level: 9 })),
    makeChunk("IEND", Buffer.alloc(0)),
  ]);
}

function makeChunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** What a small part of an image shows, given from 0 to 1 of its width and height. */
export async function readColour(image: Buffer, x: number, y: number): Promise<"red" | "blue" | "other"> {
  const { data, info } = await sharp(image).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels;
  const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
  if (red > 150 && blue < 100 && green < 100) return "red";
  return blue > 150 && red < 100 && green < 100 ? "blue" : "other";
}
