import { useMatches } from "@remix-run/react";
import { useContext, useState } from "react";
import { findUrl } from "#app/i18n/load-texts.ts";
import { coreTexts } from "#app/i18n/pages/core.ts";
import { NonceContext } from "./nonce.ts";
import { readHandle } from "./page-title.tsx";
import { usePreferences } from "./preferences.ts";

/**
 * Asks for the texts that the page's scripts will wait for, before these are there. A preload link would do, but browsers
 * warn of one that a slow page has not used in time, and a service worker's answer is not taken for it.
 */
export function EarlyTexts() {
  const nonce = useContext(NonceContext);
  const { locale } = usePreferences();
  const ofPages = useMatches().flatMap((match) => readHandle(match).texts ?? []);
  // Pages that are gone to later have loaded theirs by the time they are shown.
  const [urls] = useState(() => [coreTexts, ...new Set(ofPages)].map((files) => findUrl(files, locale)));
  const script = `earlyTexts={};for(const u of ${JSON.stringify(urls)})earlyTexts[u]=fetch(u)`;
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: script }} />;
}
