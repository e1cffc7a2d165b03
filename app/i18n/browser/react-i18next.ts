import { createContext, createElement, useContext, useMemo, type ReactNode } from "react";

/* What browsers get in the place of react-i18next: see i18next.ts beside this. */

interface Translator {
  t: (key: string, values?: Record<string, unknown>) => string;
}

const TranslatorContext = createContext<Translator | undefined>(undefined);

export const initReactI18next = {};

export function I18nextProvider({ i18n, children }: { i18n: Translator; children: ReactNode }) {
  return createElement(TranslatorContext.Provider, { value: i18n }, children);
}

export function useTranslation() {
  const i18n = useContext(TranslatorContext);
  if (!i18n) throw new Error("There is no translator around this component.");
  return useMemo(() => ({ t: i18n.t, i18n }), [i18n]);
}
