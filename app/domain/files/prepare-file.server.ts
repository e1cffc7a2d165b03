import type { Sharp } from "sharp";
import {
  findFormat,
  hasTooManyPixels,
  openImage,
  refusePixels,
  type ImageFormat,
} from "#app/domain/images/open-image.server.ts";
import { takeTurn } from "#app/domain/images/take-turns.server.ts";
import { AppError } from "#app/shared/errors.ts";
import { findType, UNKNOWN_TYPE } from "./find-type.ts";

interface Prepared {
  /** What is kept of it. */
  content: Buffer;
  type: string;
  /** In pixels; null for what is not an image. */
  width: number | null;
  height: number | null;
}

/** How each format is written anew. GIF is not: it holds no place or camera, and its frames would lose colours. */
const WRITERS: Record<Exclude<ImageFormat, "gif">, (image: Sharp) => Sharp> = {
  jpeg: (image) => image.jpeg({ quality: 90 }),
  png: (image) => image.png(),
  webp: (image) => image.webp({ quality: 90 }),
  avif: (image) => image.avif({ quality: 70, effort: 2 }),
};

/**
 * What is kept of an upload, by what its bytes are and not by what it calls itself. Images come out upright and without
 * what was written beside the pixels, such as the place; moving ones move on. What only pretends to be one, or is broken,
 * is kept as bytes of no type. Throws `invalid_input` on `file` for an image that unpacks to too much,
 * `rate_limited` where too many are worked on.
 */
export async function prepareFile(bytes: Buffer): Promise<Prepared> {
  try {
    const format = await findFormat(openImage(bytes));
    if (format) return await prepareImage(bytes, format);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (hasTooManyPixels(error)) throw refusePixels("file");
    // Whatever a decoder has to complain about, it is the file that is no image.
  }
  const type = findType(bytes);
  return { content: bytes, type: type.startsWith("image/") ? UNKNOWN_TYPE : type, width: null, height: null };
}

async function prepareImage(bytes: Buffer, format: ImageFormat): Promise<Prepared> {
  const type = `image/${format}`;
  if (format === "gif") {
    const { width, height, pageHeight } = await openImage(bytes, { allFrames: true }).metadata();
    return { content: bytes, type, width: width ?? null, height: pageHeight ?? height ?? null };
  }
  const image = openImage(bytes, { allFrames: format === "webp" });
  const { data, info } = await takeTurn(() =>
    WRITERS[format](image.autoOrient()).toBuffer({ resolveWithObject: true }),
  );
  return { content: data, type, width: info.width, height: info.pageHeight ?? info.height };
}
