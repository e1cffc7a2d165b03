import { useTranslation } from "react-i18next";
import { Button } from "#app/components/ui/button.tsx";
import { useHydrated } from "#app/hooks/use-hydrated.ts";
import { playSound } from "./sound.ts";

/** Lets one hear what a notification sounds like; only where there is a script. */
export function PlayButton() {
  const { t } = useTranslation();
  return (
    useHydrated() && (
      <Button type="button" look="plain" onClick={() => void playSound()}>
        {t("notify.play")}
      </Button>
    )
  );
}
