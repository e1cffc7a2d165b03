import sharp, { type Sharp } from "sharp";
import { invalidField } from "#app/shared/errors.ts";
import { SECOND } from "#app/shared/time.ts";

/** What a decoder may unpack: more than any camera's picture, and about 200 MB of memory. */
const PIXELS_MAX = 50_000_000;
/** Work on one picture that takes longer than this is given up. */
const TIME_MAX = 20 * SECOND;

// No other reader of libvips gets to see what strangers upload: not those of SVG, PDF or camera formats, nor ImageMagick.
const READERS = ["Jpeg", "Png", "Webp", "Nsgif", "Heif"].map((name) => `VipsForeignLoad${name}Buffer`);
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({ operation: READERS });

export type ImageFormat = "jpeg" | "png" | "webp" | "gif" | "avif";

/** What a stranger uploaded, as an image that is decoded within bounds: the first frame, or all of them. */
export function openImage(bytes: Buffer, { allFrames = false } = {}): Sharp {
  return sharp(bytes, {
    limitInputPixels: PIXELS_MAX,
    failOn: "error",
    pages: allFrames ? -1 : 1,
  }).timeout({ seconds: TIME_MAX / SECOND });
}

/** The format, whatever the file calls itself; undefined for one that is not taken. Throws what the decoder throws. */
export async function findFormat(image: Sharp): Promise<ImageFormat | undefined> {
  const { format, compression } = await image.metadata();
  if (format === "jpeg" || format === "png" || format === "webp" || format === "gif") return format;
  return format === "heif" && compression === "av1" ? "avif" : undefined;
}

/** Whether a decoder gave up because the image unpacks to more than it may. */
export function hasTooManyPixels(error: unknown): boolean {
  return error instanceof Error && error.message.includes("exceeds pixel limit");
}

export function refusePixels(path: string): Error {
  return invalidField(path, "too_many_pixels", { max: PIXELS_MAX / 1_000_000 });
}
