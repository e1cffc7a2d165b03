import "./i18n/pages/core.ts";
import { RemixBrowser } from "@remix-run/react";
import { startTransition, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { loadPartsOf } from "./components/chat/lazy-part.ts";
import { PreferencesContext, readAttributes } from "./components/preferences.ts";
import { giveLoadedTexts } from "./i18n/load-texts.ts";
import { createTranslator } from "./i18n/translator.ts";

const preferences = readAttributes(document.documentElement);
const translator = createTranslator(preferences.locale);
giveLoadedTexts(translator);

void Promise.all([loadPartsOf(document), decodeData()]).then(() => {
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <I18nextProvider i18n={translator}>
          <PreferencesContext.Provider value={preferences}>
            <RemixBrowser />
          </PreferencesContext.Provider>
        </I18nextProvider>
      </StrictMode>,
    );
  });
});

/**
 * Remix decodes the page's data while it renders, and suspends until that is done. A key that is pressed in that moment
 * makes React fail (its error 345), so this is waited for before: the first call begins it and throws what to wait for.
 */
async function decodeData(): Promise<void> {
  try {
    RemixBrowser({});
  } catch (decoding) {
    await decoding;
  }
}
