import type { LoaderFunctionArgs } from "@remix-run/node";
import { renderToStaticMarkup } from "react-dom/server";
import { writeAttributes } from "#app/components/preferences.ts";
import { buttonClass } from "#app/components/ui/button.tsx";
import { translatorFor } from "#app/i18n/translator.server.ts";
import { directionOf } from "#app/shared/locales.ts";
import stylesheet from "#app/styles/app.css?url";

/**
 * The page that the service worker keeps for when there is neither a network nor a copy. It has no script, which would need
 * more files; the worker fills in its list.
 */
export function loader({ context }: LoaderFunctionArgs) {
  const { preferences } = context;
  const { locale } = preferences;
  const { t } = translatorFor(locale);
  const html = renderToStaticMarkup(
    <html lang={locale} dir={directionOf(locale)} {...writeAttributes(preferences)}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <title>{`${t("offline.title")} · ${t("app.name")}`}</title>
        <link rel="stylesheet" href={stylesheet} />
      </head>
      <body>
        <main className="mx-auto flex min-h-dvh w-full max-w-[25rem] flex-col justify-center gap-6 px-5 py-10">
          <p className="flex items-center gap-2 font-semibold text-accent-text">
            <img src="/favicon.svg" alt="" width={24} height={24} />
            {t("app.name")}
          </p>
          <h1 className="text-title font-semibold">{t("offline.title")}</h1>
          <p className="text-ink-muted">{t("offline.lead")}</p>
          <ul
            data-copies=""
            aria-label={t("offline.copies")}
            className="divide-y divide-line border-y border-line empty:hidden"
          />
          {/* Goes to the address that was asked for, in whose place it is shown. */}
          <form>
            <button className={buttonClass("plain")}>{t("offline.again")}</button>
          </form>
        </main>
      </body>
    </html>,
  );
  return new Response(`<!doctype html>${html}`, {
    headers: { "Content-Type": "text/html; charset=utf-8", "Content-Language": locale },
  });
}
