import i18next, { type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import { core } from "./en/core.ts";
import { loadedTexts, translators } from "./registry.ts";
import type { Texts } from "./texts.ts";

/** A translator of its own: the server makes one, the browser makes one, and neither shares state with another. */
export function createTranslator(): i18n {
  const translator = i18next.createInstance();
  void translator.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    resources: { en: { translation: structuredClone(core) as Texts } },
    // React escapes; doing it twice would show entities.
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  for (const texts of loadedTexts) translator.addResourceBundle("en", "translation", texts, true, true);
  translators.push(translator);
  return translator;
}

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: Texts };
    returnNull: false;
  }
}
