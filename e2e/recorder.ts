import type { Person } from "./fixtures.ts";

interface RecordedNote {
  title: string;
  body: string;
  tag: string;
  isClosed: boolean;
  /** As the person would, on the screen. */
  click: () => void;
}

declare global {
  interface Window {
    recorded: { notes: RecordedNote[]; sounds: string[] };
  }
}

/**
 * Writes down what pages of somebody's browser ask it to show and to play, and lets them. Chromium without a screen refuses
 * notifications by itself: `permission` is what it answers until the person is asked.
 */
export async function recordBrowser(
  { context }: Person,
  permission: "granted" | "default" = "granted",
): Promise<void> {
  if (permission === "granted") await context.grantPermissions(["notifications"]);
  await context.addInitScript((initial) => {
    const recorded: Window["recorded"] = { notes: [], sounds: [] };
    window.recorded = recorded;
    let state: NotificationPermission = initial;
    window.Notification = new Proxy(window.Notification, {
      construct(target, [title, options]: [string, NotificationOptions]) {
        const shown = new target(title, options);
        const { body = "", tag = "" } = options;
        const note = {
          title,
          body,
          tag,
          isClosed: false,
          click: () => shown.dispatchEvent(new Event("click")),
        };
        const close = shown.close.bind(shown);
        shown.close = () => {
          note.isClosed = true;
          close();
        };
        recorded.notes.push(note);
        return shown;
      },
      get(target, key) {
        if (key === "permission") return state;
        if (key === "requestPermission") return async () => (state = "granted");
        return Reflect.get(target, key) as unknown;
      },
    });
    // It is called as a method again, below.
    // oxlint-disable-next-line typescript/unbound-method
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function playRecorded() {
      recorded.sounds.push(new URL(this.src).pathname);
      return play.call(this);
    };
  }, permission);
}

export async function readNotes({ page }: Person): Promise<Omit<RecordedNote, "click">[]> {
  return page.evaluate(() =>
    window.recorded.notes.map(({ title, body, tag, isClosed }) => ({ title, body, tag, isClosed })),
  );
}

export async function readSounds({ page }: Person): Promise<string[]> {
  return page.evaluate(() => window.recorded.sounds);
}
