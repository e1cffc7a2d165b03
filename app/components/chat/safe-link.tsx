import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useBrowserValue } from "#app/hooks/use-hydrated.ts";

const ALLOWED = ["http:", "https:", "mailto:"];

interface SafeLinkProps {
  href: string;
  /** What the reader sees: where it is not the address, the address is the title. */
  text: string;
  children: ReactNode;
}

/** A link that somebody wrote: to the web or to a mailbox, or no link at all. One to this very Parley stays in it. */
export function SafeLink({ href, text, children }: SafeLinkProps) {
  const ownOrigin = useBrowserValue(() => window.location.origin, "");
  const url = URL.canParse(href) ? new URL(href) : undefined;
  if (!url || !ALLOWED.includes(url.protocol)) return children;
  const isPlain = [text, `${text}/`, `mailto:${text}`].includes(url.href);
  const title = isPlain ? undefined : url.href;
  const look = "text-accent-text underline decoration-1 underline-offset-2";
  // The router takes a path that begins with two slashes for another site.
  if (url.origin === ownOrigin && !url.pathname.startsWith("//")) {
    return (
      <Link to={url.pathname + url.search + url.hash} title={title} className={look}>
        <bdi>{children}</bdi>
      </Link>
    );
  }
  return (
    <a
      href={url.href}
      title={title}
      target={url.protocol === "mailto:" ? undefined : "_blank"}
      rel="noopener noreferrer nofollow"
      className={look}
    >
      <bdi>{children}</bdi>
    </a>
  );
}
