import { defineLazyPart, useLazyPart } from "./lazy-part.ts";
import type { Quote } from "./use-quote.ts";

const bannerPart = defineLazyPart("composer-banner", () => import("./composer-banner.tsx"));

interface ComposerBannersProps {
  quote: Quote | undefined;
  cancelTo: string;
  channelId: string;
  /** The thread that is written in from elsewhere. */
  threadId: string | undefined;
}

/** What the message that is being written belongs to, above its text. */
export function ComposerBanners({ quote, cancelTo, channelId, threadId }: ComposerBannersProps) {
  const part = useLazyPart(bannerPart, threadId !== undefined || quote !== undefined);
  if (!part) return null;
  return (
    <>
      {quote && <part.QuoteBanner quote={quote} cancelTo={cancelTo} />}
      {threadId !== undefined && <part.ThreadBanner channelId={channelId} parentId={threadId} />}
    </>
  );
}
