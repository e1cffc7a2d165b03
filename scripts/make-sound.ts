// Writes public/sounds/message.wav: two soft notes, a third of a second. The file is in the repository; run this to change it.
import { mkdirSync, writeFileSync } from "node:fs";

const RATE = 16_000;
const SECONDS = 0.34;
/** Frequency in Hz, and when it begins. */
const NOTES = [
  { pitch: 587.33, start: 0 },
  { pitch: 880, start: 0.09 },
] as const;

/** A sine with a little of its octave, that rises at once and dies away. */
function soundAt(second: number): number {
  return NOTES.reduce((sum, { pitch, start }) => {
    const age = second - start;
    if (age < 0) return sum;
    const loudness = Math.min(1, age / 0.006) * Math.exp(-age * 14);
    const wave = Math.sin(2 * Math.PI * pitch * age) + 0.2 * Math.sin(4 * Math.PI * pitch * age);
    return sum + 0.32 * loudness * wave;
  }, 0);
}

/** Microsoft WAVE, PCM, 16 bits, one channel. */
function writeWave(samples: Int16Array): Buffer {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer)]);
}

const count = Math.round(RATE * SECONDS);
const samples = Int16Array.from({ length: count }, (_, index) => {
  // The end is silent, so that it does not click.
  const fade = Math.min(1, (count - index) / 400);
  return Math.round(Math.max(-1, Math.min(1, soundAt(index / RATE) * fade)) * 32_767);
});
mkdirSync("public/sounds", { recursive: true });
writeFileSync("public/sounds/message.wav", writeWave(samples));
