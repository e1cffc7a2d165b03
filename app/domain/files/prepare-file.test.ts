import sharp from "sharp";
import { expect, test } from "vitest";
import { makeDrawing, makeImage, makePhoto, makeTruncated } from "#tests/images.ts";
import { prepareFile } from "./prepare-file.server.ts";

test.each(["jpeg", "png", "webp", "avif", "gif"] as const)("a %s stays one, of its size", async (format) => {
  const { content, ...found } = await prepareFile(await makeImage[format]());
  expect(found).toEqual({ type: `image/${format}`, width: 400, height: 200 });
  expect((await sharp(content).metadata()).format).toBe(format === "avif" ? "heif" : format);
});

test("a photo is turned upright and loses what was written beside its pixels", async () => {
  const { content, width, height } = await prepareFile(await makePhoto());
  expect([width, height]).toEqual([200, 400]);
  const { exif, xmp, iptc, orientation } = await sharp(content).metadata();
  expect([exif, xmp, iptc, orientation]).toEqual([undefined, undefined, undefined, undefined]);
});

test("what moves goes on moving, and is as high as one of its frames", async () => {
  const gif = await makeImage.gif();
  const webp = await sharp(gif, { animated: true }).webp().toBuffer();
  for (const bytes of [gif, webp]) {
    const { content, height } = await prepareFile(bytes);
    expect((await sharp(content, { animated: true }).metadata()).pages).toBe(2);
    expect(height).toBe(200);
  }
});

test.each<[string, () => Buffer | Promise<Buffer>, string]>([
  ["a broken picture", makeTruncated, "application/octet-stream"],
  ["a drawing", makeDrawing, "application/octet-stream"],
  ["a page", () => Buffer.from("<!doctype html><p>Hello"), "application/octet-stream"],
  ["an archive", () => Buffer.from("PK\u0003\u0004rest"), "application/zip"],
  ["a film", () => Buffer.from("\0\0\0\u0018ftypmp42"), "video/mp4"],
])("%s stays as it is, and is no picture", async (_, make, type) => {
  const bytes = await make();
  expect(await prepareFile(bytes)).toEqual({ content: bytes, type, width: null, height: null });
});
