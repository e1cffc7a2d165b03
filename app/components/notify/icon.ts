/** The icon in the browser's tab, and that of an installed Parley: marked while something is for the person. */
export function markIcon(count: number): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const href = count > 0 ? "/favicon-badge.svg" : "/favicon.svg";
  if (link?.getAttribute("href") === href && count === marked) return;
  link?.setAttribute("href", href);
  marked = count;
  // Not there in most browsers, and without effect in a tab.
  void (navigator as Partial<Navigator>).setAppBadge?.(count).catch(() => undefined);
}

let marked = 0;
