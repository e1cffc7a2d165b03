/** Made by scripts/make-sound.ts. */
const SOUND = "/sounds/message.wav";

/** Plays it once. A browser that nobody has touched yet plays nothing, and that is no error. */
export async function playSound(): Promise<void> {
  const audio = new Audio(SOUND);
  audio.volume = 0.5;
  await audio.play().catch(() => undefined);
}
