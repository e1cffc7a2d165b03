import { defineLazyPart, useLazyPart } from "#app/components/chat/lazy-part.ts";
import { jumpWish } from "#app/components/switcher/jump-link.tsx";
import { useIdle } from "#app/hooks/use-idle.ts";
import type { OwnUserView } from "#app/shared/views.ts";
import { useWish } from "./use-wish.ts";

const keysPart = defineLazyPart("keys", () => import("./keys.tsx"));

/** What listens to the keyboard, loaded when the page has nothing else to do, or when the switcher is asked for. */
export function KeysSlot({ me, opensAdmin }: { me: OwnUserView; opensAdmin: boolean }) {
  const isIdle = useIdle();
  const wish = useWish(jumpWish);
  const part = useLazyPart(keysPart, isIdle || wish.isThere);
  return part && <part.Keys me={me} opensAdmin={opensAdmin} wish={wish} />;
}
