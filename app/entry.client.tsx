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

void loadPartsOf(document).then(() => {
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
