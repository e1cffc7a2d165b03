import "#app/i18n/pages/account-errors.ts";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LanguageMenu } from "./language-menu.tsx";

/** The frame of the pages before one is signed in. */
export function AuthPage({
  title,
  children,
  footer,
}: {
  title: string;
  children: ReactNode;
  footer: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <main
      id="content"
      className="mx-auto flex min-h-dvh w-full max-w-[25rem] flex-col justify-center gap-6 px-5 py-10"
    >
      <p className="flex items-center gap-2 font-semibold text-accent-text">
        <img src="/favicon.svg" alt="" width={24} height={24} />
        {t("app.name")}
      </p>
      <h1 className="text-title font-semibold">{title}</h1>
      {children}
      <footer className="flex flex-col gap-3 border-t border-line pt-4">
        {footer && <p className="text-small text-ink-muted">{footer}</p>}
        <LanguageMenu />
      </footer>
    </main>
  );
}
