import { encode } from "uqr";

/** A QR code as one path of squares, to be drawn in a view box of `size` by `size`. */
export interface QrCode {
  size: number;
  path: string;
}

/** The quiet zone that readers need around it, in squares (ISO/IEC 18004). */
const QUIET_ZONE = 4;

export function drawQrCode(text: string): QrCode {
  const { size, data } = encode(text, { ecc: "M", border: QUIET_ZONE });
  const squares = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")));
  return { size, path: squares.join("") };
}
