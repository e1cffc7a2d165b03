import "./i18n/pages/core.ts";
import { RemixBrowser } from "@remix-run/react";
import { hydrateRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { takeOver } from "./components/in-turn.tsx";
import { loadPartsOf } from "./components/chat/lazy-part.ts";
import { PreferencesContext, readAttributes } from "./components/preferences.ts";
import { giveLoadedTexts } from "./i18n/load-texts.ts";
import { createTranslator } from "./i18n/translator.ts";

const preferences = readAttributes(document.documentElement);
const translator = createTranslator(preferences.locale);
giveLoadedTexts(translator);

void Promise.all([loadPartsOf(document), decodeData()]).then(() => {
  takeOver(() =>
    hydrateRoot(
      createDocumentRoot(),
      <I18nextProvider i18n={translator}>
        <PreferencesContext.Provider value={preferences}>
          <RemixBrowser />
        </PreferencesContext.Provider>
      </I18nextProvider>,
    ),
  );
});

/** Remix decodes the page's data while it renders. The first call begins that, and throws what to wait for. */
async function decodeData(): Promise<void> {
  try {
    RemixBrowser({});
  } catch (decoding) {
    await decoding;
  }
}

/**
 * The page is rendered from its <html> on. Preact (11.2) takes a document for its <html> element, and would put another
 * into that; so it is given the document as a parent of nothing but its <html>, without the doctype.
 */
function createDocumentRoot(): Element {
  const { documentElement } = document;
  return {
    nodeType: Node.ELEMENT_NODE,
    namespaceURI: documentElement.namespaceURI,
    firstChild: documentElement,
    childNodes: [documentElement],
    insertBefore: (child: Node, before: Node | null) => document.insertBefore(child, before),
  } as unknown as Element;
}
