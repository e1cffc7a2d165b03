import i18next, { type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import type { Locale } from "#app/shared/locales.ts";
import { createFillIn } from "./fill-in.ts";
import type { Texts } from "./texts.ts";

/** A translator of its own: the server makes one for each language, the browser makes one, and none shares state with another. */
export function createTranslator(locale: Locale, texts: object = {}): i18n {
  const translator = i18next.createInstance();
  void translator.use(initReactI18next).init({
    lng: locale,
    resources: { [locale]: { translation: texts } },
    // In the place of entities: React escapes, and doing it twice would show them.
    interpolation: { escape: createFillIn(locale), useRawValueToEscape: true },
    initAsync: false,
  });
  return translator;
}

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: Texts };
    returnNull: false;
  }
}
