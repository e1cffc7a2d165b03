import type { LinksFunction, LoaderFunctionArgs } from "@remix-run/node";
import { Links, Meta, Outlet, Scripts, useMatches } from "@remix-run/react";
import { useContext, useState, type ReactNode } from "react";
import { ErrorPage } from "./components/error-page.tsx";
import { LookMeta } from "./components/look-meta.tsx";
import { NonceContext } from "./components/nonce.ts";
import { PageTitle, readHandle } from "./components/page-title.tsx";
import { usePreferences, writeAttributes } from "./components/preferences.ts";
import { readTimeZone } from "./doors/time-zone.server.ts";
import { findUrl } from "./i18n/load-texts.ts";
import { coreTexts } from "./i18n/pages/core.ts";
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
        <LookMeta />
        <PageTitle />
        <Meta />
        <Links />
        {useTextFiles().map((urls) => {
          const url = findUrl(urls, locale);
          return <link key={url} rel="preload" as="fetch" crossOrigin="anonymous" href={url} />;
        })}
      </head>
      <body>
        {children}
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

/**
 * The texts that the page's scripts will wait for, so that the browser asks for them at once. Pages that are gone to later
 * have loaded theirs by the time they are shown.
 */
function useTextFiles(): Record<string, string>[] {
  const ofPages = useMatches().flatMap((match) => readHandle(match).texts ?? []);
  const [files] = useState([coreTexts, ...new Set(ofPages)]);
  return files;
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return <ErrorPage />;
}
