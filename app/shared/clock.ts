/** What clocks show so many minutes after midnight: "22:00". */
export function toClock(minutes: number): string {
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
  return [hour, minute].map((part) => String(part).padStart(2, "0")).join(":");
}

/** Minutes after midnight of a time that `CLOCK` accepts. */
export function fromClock(clock: string): number {
  const [hour, minute] = clock.split(":").map(Number);
  return hour! * 60 + minute!;
}

/** "00:00" to "23:59", as a time field has it. */
export const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;
