import type { FileView } from "#app/shared/views.ts";

interface Size {
  width: number;
  height: number;
}

/** CSS pixels that an image in a message may take; one of several gets less. */
const ALONE: Size = { width: 360, height: 280 };
const AMONG_OTHERS: Size = { width: 240, height: 160 };
/** Narrower ones could not be pointed at. */
const SHORTEST = 48;

/** How large an image is shown, before it is loaded: as it is, or smaller. What is far too long is cut. */
export function fitImage(
  { width, height }: Pick<FileView, "width" | "height">,
  isAlone: boolean,
): Size & { isCut: boolean } {
  const box = isAlone ? ALONE : AMONG_OTHERS;
  const natural = { width: width ?? box.width, height: height ?? box.height };
  const scale = Math.min(1, box.width / natural.width, box.height / natural.height);
  const [scaledWidth, scaledHeight] = [natural.width * scale, natural.height * scale];
  return {
    width: Math.max(SHORTEST, Math.round(scaledWidth)),
    height: Math.max(SHORTEST, Math.round(scaledHeight)),
    isCut: Math.min(scaledWidth, scaledHeight) < SHORTEST,
  };
}
