import { RemixBrowser } from "@remix-run/react";
import { startTransition, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { loadPartsOf } from "./components/chat/lazy-part.ts";
import { createTranslator } from "./i18n/index.ts";

void loadPartsOf(document).then(() => {
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <I18nextProvider i18n={createTranslator()}>
          <RemixBrowser />
        </I18nextProvider>
      </StrictMode>,
    );
  });
});
