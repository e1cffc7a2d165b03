import sharp, { type Sharp } from "sharp";
import { AppError, invalidField } from "#app/shared/errors.ts";
import { SECOND } from "#app/shared/time.ts";
import { AVATAR_SIZES, type AvatarSize } from "./avatar-files.server.ts";

/** What a decoder may unpack: more than any camera's picture, and about 200 MB of memory. */
const PIXELS_MAX = 50_000_000;
/** Work on one picture that takes longer than this is given up. */
const TIME_MAX = 20 * SECOND;

// No other reader of libvips gets to see what strangers upload: not those of SVG, PDF or camera formats, nor ImageMagick.
const READERS = ["Jpeg", "Png", "Webp", "Nsgif", "Heif"].map((name) => `VipsForeignLoad${name}Buffer`);
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({ operation: READERS });

/**
 * Makes the squares of a JPEG, PNG, WebP, GIF or AVIF image, whatever it calls itself: upright, cut to the middle, the
 * first frame of a moving one, in WebP and without anything that was written beside the pixels. Throws `invalid_input` on
 * `avatar`.
 */
export async function renderAvatar(bytes: Buffer): Promise<Map<AvatarSize, Buffer>> {
  const image = sharp(bytes, { limitInputPixels: PIXELS_MAX, failOn: "error", pages: 1 });
  try {
    await requireKnownFormat(image);
    const largest = Math.max(...AVATAR_SIZES);
    const { data, info } = await image
      .timeout({ seconds: TIME_MAX / SECOND })
      .autoOrient()
      .resize(largest, largest, { fit: "cover" })
      // What shows through would be the initials beneath.
      .flatten({ background: "#ffffff" })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    const squares = AVATAR_SIZES.map(async (size) => {
      const square = sharp(data, { raw: { width, height, channels } }).resize(size, size);
      return [size, await square.webp({ quality: 82 }).toBuffer()] as const;
    });
    return new Map(await Promise.all(squares));
  } catch (error) {
    throw explain(error);
  }
}

async function requireKnownFormat(image: Sharp): Promise<void> {
  const { format, compression } = await image.metadata();
  const isKnown = ["jpeg", "png", "webp", "gif"].includes(format ?? "");
  const isAvif = format === "heif" && compression === "av1";
  if (!isKnown && !isAvif) throw invalidField("avatar", "not_an_image");
}

/** Whatever a decoder has to complain about, it is the image that is wrong. */
function explain(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error;
  if (error.message.includes("exceeds pixel limit")) {
    return invalidField("avatar", "too_many_pixels", { max: PIXELS_MAX / 1_000_000 });
  }
  return invalidField("avatar", "not_an_image");
}
