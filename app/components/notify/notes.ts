import type { ChannelView, MessageView } from "#app/shared/views.ts";

export interface Note {
  message: MessageView;
  title: string;
  body: string;
  icon: string;
  /** When somebody clicks on it. */
  onOpen: () => void;
}

interface Shown {
  seq: number;
  close: () => void;
}

/** The notifications that this tab has shown and that are still to be seen, one for each conversation. */
export function createNotes() {
  const shown = new Map<string, Shown>();

  function close(channelId: string): void {
    shown.get(channelId)?.close();
    shown.delete(channelId);
  }

  return {
    /** Replaces the one of the same conversation. */
    async show(note: Note): Promise<void> {
      const { channelId, seq } = note.message;
      const closeIt = await present(note, () => close(channelId));
      if (closeIt) shown.set(channelId, { seq, close: closeIt });
    },
    /** Takes away what was read meanwhile, here or on another device. */
    closeRead(channels: ReadonlyMap<string, ChannelView>): void {
      for (const [channelId, { seq }] of shown) {
        if (seq <= (channels.get(channelId)?.membership?.lastReadSeq ?? Infinity)) close(channelId);
      }
    },
    /** Takes away what must not be read any more. */
    closeDeleted({ channelId, seq, deletedAt }: MessageView): void {
      if (deletedAt && shown.get(channelId)?.seq === seq) close(channelId);
    },
  };
}

/** Answers how to take it away; null where the browser did not show it. */
async function present(note: Note, onDone: () => void): Promise<(() => void) | null> {
  const { title, body, icon, message } = note;
  const tag = message.channelId;
  const path = `/channels/${message.channelId}?message=${message.seq}`;
  // Whether it sounds is for our own settings to say.
  const options = { body, icon, tag, data: { path }, silent: true, renotify: true };
  try {
    const notification = new Notification(title, options);
    notification.addEventListener("click", () => {
      window.focus();
      note.onOpen();
      onDone();
    });
    return () => notification.close();
  } catch {
    // Browsers of phones show them only through a service worker.
    const registration = await navigator.serviceWorker?.getRegistration();
    if (!registration) return null;
    await registration.showNotification(title, options);
    return () => {
      void registration.getNotifications({ tag }).then((notes) => {
        for (const each of notes) each.close();
      });
    };
  }
}
