import { lazy, Suspense, useSyncExternalStore } from "react";
import { isOfferMade, onOffer } from "./offer.ts";

const NotifyBanner = lazy(async () => ({ default: (await import("./notify-banner.tsx")).NotifyBanner }));

/** The place of the question whether this browser shall show notifications; empty until there is a reason to ask. */
export function NotifyBannerSlot() {
  const isOffered = useSyncExternalStore(onOffer, isOfferMade, () => false);
  return (
    isOffered && (
      <Suspense fallback={null}>
        <NotifyBanner />
      </Suspense>
    )
  );
}
