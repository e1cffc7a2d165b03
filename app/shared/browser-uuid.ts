/* What browsers get in the place of the package uuidv7: see scripts/build/lighter-packages.ts. */

let lastTime = 0;
let counter = 0;

/**
 * A UUIDv7 (RFC 9562, section 6.2, method 1): milliseconds since 1970, twelve bits that count within one of them, and 62
 * bits by chance. Each sorts after the one before, also where the clock goes back.
 */
export function uuidv7(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const now = Date.now();
  counter = now > lastTime ? bytes[6]! : counter + 1;
  // So many in one millisecond borrow from the next one.
  lastTime = Math.max(now, lastTime) + (counter >> 12);
  counter &= 0xfff;
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(lastTime / 0x10000));
  view.setUint16(4, lastTime % 0x10000);
  view.setUint16(6, 0x7000 | counter);
  view.setUint8(8, (bytes[8]! & 0x3f) | 0x80);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
