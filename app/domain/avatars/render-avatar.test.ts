import sharp from "sharp";
import { describe, expect, test } from "vitest";
import {
  makeBomb,
  makeDrawing,
  makeImage,
  makePhoto,
  makePolyglot,
  makeTruncated,
  readColour,
} from "#tests/images.ts";
import { AVATAR_SIZES } from "./avatar-files.server.ts";
import { renderAvatar } from "./render-avatar.server.ts";

describe("a picture", () => {
  test.each(["jpeg", "png", "webp", "gif", "avif"] as const)(
    "is made of %s, as squares in WebP",
    async (format) => {
      const squares = await renderAvatar(await makeImage[format]());
      expect([...squares.keys()]).toEqual([...AVATAR_SIZES]);
      for (const [size, square] of squares) {
        const metadata = await sharp(square).metadata();
        expect(metadata).toMatchObject({ format: "webp", width: size, height: size });
        expect(metadata.pages ?? 1).toBe(1);
        expect(await readColour(square, 0.5, 0.1)).toBe("red");
        expect(await readColour(square, 0.5, 0.9)).toBe("blue");
      }
    },
  );

  test("stands upright, and tells neither where nor with what it was taken", async () => {
    const photo = await makePhoto();
    const taken = await sharp(photo).metadata();
    expect(taken).toMatchObject({ orientation: 6 });
    expect(taken.exif?.includes("Tattletale")).toBe(true);
    for (const square of (await renderAvatar(photo)).values()) {
      // Turned to the right, what was on top is on the right.
      expect(await readColour(square, 0.9, 0.5)).toBe("red");
      expect(await readColour(square, 0.1, 0.5)).toBe("blue");
      const { exif, xmp, iptc, icc, orientation } = await sharp(square).metadata();
      expect({ exif, xmp, iptc, icc, orientation }).toEqual({});
      expect(square.includes("Tattletale")).toBe(false);
    }
  });

  test("keeps nothing of what was hidden behind the pixels", async () => {
    for (const square of (await renderAvatar(await makePolyglot())).values()) {
      expect(square.includes("script")).toBe(false);
      expect(await readColour(square, 0.5, 0.1)).toBe("red");
    }
  });

  test("does not let show through what is beneath", async () => {
    const create = {
      width: 50,
      height: 50,
      channels: 4,
      background: { r: 0, g: 0, b: 0, alpha: 0 },
    } as const;
    const [square] = (await renderAvatar(await sharp({ create }).png().toBuffer())).values();
    expect((await sharp(square).stats()).isOpaque).toBe(true);
  });
});

describe("refused is", () => {
  test.each([
    ["a drawing", makeDrawing, "not_an_image"],
    ["a page", () => Buffer.from("<html><script>alert(1)</script></html>"), "not_an_image"],
    ["text", () => Buffer.from("no image"), "not_an_image"],
    ["half a JPEG", makeTruncated, "not_an_image"],
    [
      "a TIFF",
      () =>
        sharp({ create: { width: 9, height: 9, channels: 3, background: "red" } })
          .tiff()
          .toBuffer(),
      "not_an_image",
    ],
    ["an image that unpacks to 400 megapixels", makeBomb, "too_many_pixels"],
  ])("%s", async (_, make, code) => {
    const bytes = await make();
    await expect(renderAvatar(bytes)).rejects.toMatchObject({
      code: "invalid_input",
      errors: [{ path: "avatar", code }],
    });
  });
});
