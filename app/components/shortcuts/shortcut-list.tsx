import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useBrowserValue } from "#app/hooks/use-hydrated.ts";
import { isSingleCharacter, nameKeys, SHORTCUTS } from "#app/shared/shortcuts.ts";
import { allowSingleKeys, allowsSingleKeys, isApple } from "./platform.ts";

const GROUPS = ["everywhere", "conversation", "message", "writing"] as const;

/** All shortcuts by where they work, and the switch for those of a single character. */
export function ShortcutList() {
  const { t } = useTranslation();
  const onApple = useBrowserValue(isApple, false);
  return (
    <div className="flex flex-col gap-5">
      {/* First, where a dialog puts the focus: at its end the list would begin scrolled away. */}
      <SingleKeys />
      {GROUPS.map((group) => (
        <section key={group} className="flex flex-col gap-1">
          <h2 className="font-semibold">{t(`shortcuts.groups.${group}`)}</h2>
          <dl className="divide-y divide-line">
            {SHORTCUTS.filter((shortcut) => shortcut.group === group).map(({ id, keys }) => (
              <div key={id} className="flex items-center justify-between gap-4 py-1.5">
                <dt>{t(`shortcuts.action.${id}`)}</dt>
                <dd className="flex shrink-0 gap-1" dir="ltr">
                  {nameKeys(keys, onApple).map((name) => (
                    <kbd
                      key={name}
                      className="min-w-6 rounded-control border border-line bg-surface-sunken px-1.5 text-center font-sans text-small text-ink-muted"
                    >
                      {name}
                    </kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

function SingleKeys() {
  const { t } = useTranslation();
  const hintId = useId();
  const atFirst = useBrowserValue(allowsSingleKeys, true);
  const [chosen, setChosen] = useState<boolean | null>(null);
  const examples = SHORTCUTS.filter(isSingleCharacter).map(({ keys }) => keys);
  return (
    <label className="flex items-start gap-3 border-b border-line pb-4">
      <input
        type="checkbox"
        className="mt-1 size-4 shrink-0 accent-accent"
        aria-describedby={hintId}
        checked={chosen ?? atFirst}
        onChange={({ target }) => {
          allowSingleKeys(target.checked);
          setChosen(target.checked);
        }}
      />
      <span>
        {t("shortcuts.singleKeys")}
        <span id={hintId} className="block text-small text-ink-muted">
          {examples.join(" ")} · {t("shortcuts.singleKeysHint")}
        </span>
      </span>
    </label>
  );
}
