import type { ShouldRevalidateFunctionArgs } from "@remix-run/react";

/** Query parameters that choose which part of a conversation is shown. */
const PLACE = ["message", "around", "before", "after"];

/**
 * Whether somebody only opened or closed something beside a conversation or at one of its messages: its place stays, and
 * what was loaded for it too.
 */
export function isOnlyPanelChange({
  currentUrl,
  nextUrl,
  currentParams,
  nextParams,
  formMethod,
}: Pick<
  ShouldRevalidateFunctionArgs,
  "currentUrl" | "nextUrl" | "currentParams" | "nextParams" | "formMethod"
>): boolean {
  // The same address once more asks for what is new there.
  if (formMethod || currentUrl.href === nextUrl.href) return false;
  if (currentParams["channelId"] !== nextParams["channelId"]) return false;
  if (currentUrl.pathname !== nextUrl.pathname) return readPlace(nextUrl) === "";
  return readPlace(currentUrl) === readPlace(nextUrl);
}

function readPlace(url: URL): string {
  return PLACE.map((name) => url.searchParams.get(name) ?? "")
    .join(" ")
    .trim();
}
