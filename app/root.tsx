import type { LinksFunction, LoaderFunctionArgs } from "@remix-run/node";
import { Links, Meta, Outlet, Scripts } from "@remix-run/react";
import { useContext, type ReactNode } from "react";
import { EarlyTexts } from "./components/early-texts.tsx";
import { ErrorPage } from "./components/error-page.tsx";
import { LookMeta } from "./components/look-meta.tsx";
import { NonceContext } from "./components/nonce.ts";
import { PageTitle } from "./components/page-title.tsx";
import { usePreferences, writeAttributes } from "./components/preferences.ts";
import { readTimeZone } from "./doors/time-zone.server.ts";
import { directionOf } from "./shared/locales.ts";
import stylesheet from "./styles/app.css?url";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: stylesheet },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
  { rel: "apple-touch-icon", href: "/icons/apple-touch-icon.png" },
  // With its cookies, so that it comes in the language of the account.
  { rel: "manifest", href: "/manifest.webmanifest", crossOrigin: "use-credentials" },
];

export function loader({ request }: LoaderFunctionArgs) {
  return { timeZone: readTimeZone(request.headers.get("cookie")) };
}

/** The time zone is the person's, not the place's they look at: no navigation changes it. */
export function shouldRevalidate() {
  return false;
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(NonceContext);
  const preferences = usePreferences();
  const { locale } = preferences;
  return (
    <html lang={locale} dir={directionOf(locale)} {...writeAttributes(preferences)}>
      <head>
        <meta charSet="utf-8" />
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
        />
        <EarlyTexts />
        <LookMeta />
        <PageTitle />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return <ErrorPage />;
}
