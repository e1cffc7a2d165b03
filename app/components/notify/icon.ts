/** The icon in the browser's tab: with a mark while something is for the person, as it was otherwise. */
export function markIcon(isMarked: boolean): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const href = isMarked ? "/favicon-badge.svg" : "/favicon.svg";
  if (link && link.getAttribute("href") !== href) link.setAttribute("href", href);
}
