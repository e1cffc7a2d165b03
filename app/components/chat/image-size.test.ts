import { expect, test } from "vitest";
import { fitImage } from "./image-size.ts";

test.each([
  ["a small one is shown as it is", 200, 100, true, { width: 200, height: 100, isCut: false }],
  ["a wide one gets the width of the box", 3600, 1800, true, { width: 360, height: 180, isCut: false }],
  ["a tall one gets its height", 1000, 2000, true, { width: 140, height: 280, isCut: false }],
  ["one of several is smaller", 2400, 1600, false, { width: 240, height: 160, isCut: false }],
  ["a line can still be pointed at", 10, 10_000, true, { width: 48, height: 280, isCut: true }],
])("%s", (_, width, height, isAlone, size) => {
  expect(fitImage({ width, height }, isAlone)).toEqual(size);
});
