import { useEffect, type FormEvent } from "react";
import { usePreferences, writeAttributes } from "#app/components/preferences.ts";
import type { Preferences } from "#app/shared/preferences.ts";

/**
 * Shows at once what a form's fields would make of the page; what was not saved is gone with the form. The language stays
 * as it is until it is saved: its texts come with a new document.
 */
export function useLiveLook(): (event: FormEvent<HTMLFormElement>) => void {
  const preferences = usePreferences();
  useEffect(() => () => show(preferences), [preferences]);
  return (event) => {
    const fields = Object.fromEntries(new FormData(event.currentTarget));
    show({ ...preferences, ...fields });
  };
}

function show(preferences: Preferences): void {
  for (const [name, value] of Object.entries(writeAttributes(preferences)))
    document.documentElement.setAttribute(name, value);
}
