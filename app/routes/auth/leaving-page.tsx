import "#app/i18n/pages/providers.ts";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { AuthPage } from "#app/components/auth-page.tsx";
import { buttonClass } from "#app/components/ui/button.tsx";

/** Seen for a moment on the way to a provider, and for longer by a browser that does not go on by itself. */
export function LeavingPage() {
  const { t } = useTranslation();
  const { name, url } = useLoaderData<{ name: string; url: string }>();
  return (
    <AuthPage title={t("providers.leavingTitle", { name })} footer={null}>
      <p className="text-ink-muted">{t("providers.leaving", { host: new URL(url).host })}</p>
      <a href={url} className={buttonClass()}>
        {t("providers.continue", { name })}
      </a>
    </AuthPage>
  );
}
