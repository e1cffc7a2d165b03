import type { LoaderFunctionArgs } from "@remix-run/node";
import { translatorFor } from "#app/i18n/translator.server.ts";
import { directionOf } from "#app/shared/locales.ts";

/** The grounds of the light and the dark palette. */
const PAPER = "#fdfcfa";

/** What a device needs to install Parley, in the language of its person (W3C Web Application Manifest). */
export function loader({ context }: LoaderFunctionArgs) {
  const { locale } = context.preferences;
  const { t } = translatorFor(locale);
  const icon = { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" };
  const manifest = {
    id: "/",
    name: t("app.name"),
    short_name: t("app.name"),
    description: t("install.description"),
    lang: locale,
    dir: directionOf(locale),
    start_url: "/",
    scope: "/",
    display: "standalone",
    theme_color: PAPER,
    background_color: PAPER,
    categories: ["business", "productivity", "social"],
    icons: [
      icon,
      { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
      { src: "/favicon.svg", sizes: "any", type: "image/svg+xml" },
    ],
    shortcuts: [
      { name: t("sidebar.newMessage"), url: "/messages/new", icons: [icon] },
      { name: t("sidebar.search"), url: "/search", icons: [icon] },
    ],
  };
  return new Response(JSON.stringify(manifest), {
    headers: { "Content-Type": "application/manifest+json", "Cache-Control": "private, max-age=3600" },
  });
}
