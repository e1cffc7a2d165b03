import "#app/i18n/pages/switcher.ts";
import { useTranslation } from "react-i18next";
import { Dialog, DialogBody } from "#app/components/ui/dialog.tsx";
import { ShortcutList } from "./shortcut-list.tsx";

/** What "?" shows. */
export function ShortcutDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t("shortcuts.title")} look="wide" onClose={onClose}>
      <DialogBody>
        <ShortcutList />
      </DialogBody>
    </Dialog>
  );
}
