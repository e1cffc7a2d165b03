import { renderToStaticMarkup } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { writeAttributes } from "./components/preferences.ts";
import { buttonClass } from "./components/ui/button.tsx";
import { RequestId } from "./components/ui/request-id.tsx";
import { RetryAfter } from "./components/ui/retry-after.tsx";
import type { PlainProblem } from "./doors/middleware.server.ts";
import { translatorFor } from "./i18n/translator.server.ts";
import { directionOf } from "./shared/locales.ts";
import stylesheet from "./styles/app.css?url";

/**
 * The document that says what went wrong before any page was reached, as when nobody can be asked who is signed in. It has
 * no script: the pages' own would look for what their server never wrote.
 */
export function renderPlainError({ problem, preferences, again }: PlainProblem): string {
  const { locale, theme } = preferences;
  const i18n = translatorFor(locale);
  const title = problem.code === "not_found" ? i18n.t("problem.notFoundTitle") : i18n.t("problem.title");
  const themes = theme === "system" ? (["light", "dark"] as const) : [theme];
  const html = renderToStaticMarkup(
    <I18nextProvider i18n={i18n}>
      <html lang={locale} dir={directionOf(locale)} {...writeAttributes(preferences)}>
        <head>
          <meta charSet="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
          <meta name="color-scheme" content={themes.join(" ")} />
          <title>{`${title} · ${i18n.t("app.name")}`}</title>
          <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
          <link rel="stylesheet" href={stylesheet} />
        </head>
        <body>
          <main className="mx-auto flex min-h-[60dvh] max-w-md flex-col justify-center gap-4 p-6">
            <h1 className="text-title font-semibold">{title}</h1>
            <p className="text-ink-muted">{problem.detail}</p>
            {problem.retryAfter !== undefined && <RetryAfter seconds={problem.retryAfter} />}
            <div className="flex flex-wrap gap-2">
              {again && (
                <a href={again} className={buttonClass()}>
                  {i18n.t("timeline.tryAgain")}
                </a>
              )}
              <a href="/" className={buttonClass("plain")}>
                {i18n.t("problem.home")}
              </a>
            </div>
            <RequestId id={problem.requestId} />
          </main>
        </body>
      </html>
    </I18nextProvider>,
  );
  return `<!doctype html>${html}`;
}
