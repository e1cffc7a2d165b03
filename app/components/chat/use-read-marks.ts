import { useState } from "react";
import type { ChannelView } from "#app/shared/views.ts";
import type { UnreadStretch } from "./timeline-rows.ts";

interface ReadMarks {
  /** Where the line stands; it stays for as long as the conversation is open. */
  unread: UnreadStretch;
  /** Somebody marked as unread what they have on the screen: looking at it does not read it again. */
  isHeld: boolean;
}

/** What was new when the conversation was opened, or was marked as unread since, here or on another device. */
export function useReadMarks(opened: ChannelView, live: ChannelView): ReadMarks {
  const readSeq = live.membership?.lastReadSeq ?? 0;
  const [known, setKnown] = useState(readSeq);
  const [marks, setMarks] = useState<ReadMarks>({
    unread: { after: opened.membership?.lastReadSeq ?? 0, upTo: opened.lastSeq },
    isHeld: false,
  });
  if (readSeq !== known) {
    setKnown(readSeq);
    // Marks go back only when somebody wants them to.
    if (readSeq < known) setMarks({ unread: { after: readSeq, upTo: live.lastSeq }, isHeld: true });
    else setMarks({ ...marks, isHeld: false });
  }
  return marks;
}
