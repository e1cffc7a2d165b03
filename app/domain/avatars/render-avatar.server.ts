import sharp from "sharp";
import {
  findFormat,
  hasTooManyPixels,
  openImage,
  refusePixels,
} from "#app/domain/images/open-image.server.ts";
import { AppError, invalidField } from "#app/shared/errors.ts";
import { AVATAR_SIZES, type AvatarSize } from "./avatar-files.server.ts";

/**
 * Makes the squares of a JPEG, PNG, WebP, GIF or AVIF image, whatever it calls itself: upright, cut to the middle, the
 * first frame of a moving one, in WebP and without anything that was written beside the pixels. Throws `invalid_input` on
 * `avatar`.
 */
export async function renderAvatar(bytes: Buffer): Promise<Map<AvatarSize, Buffer>> {
  const image = openImage(bytes);
  try {
    if (!(await findFormat(image))) throw invalidField("avatar", "not_an_image");
    const largest = Math.max(...AVATAR_SIZES);
    const { data, info } = await image
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

/** Whatever a decoder has to complain about, it is the image that is wrong. */
function explain(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error;
  return hasTooManyPixels(error) ? refusePixels("avatar") : invalidField("avatar", "not_an_image");
}
