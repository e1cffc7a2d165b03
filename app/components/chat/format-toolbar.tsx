import "#app/i18n/pages/writing.ts";
import {
  Bold,
  Code,
  Italic,
  Link,
  List,
  ListOrdered,
  SquareCode,
  Strikethrough,
  TextQuote,
  type LucideIcon,
} from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "#app/components/ui/icon-button.tsx";
import { Tooltip } from "#app/components/ui/tooltip.tsx";
import { useBrowserValue } from "#app/hooks/use-hydrated.ts";
import { FORMAT_KEYS, isApple, type Format } from "./format-keys.ts";
import { walkToolbar } from "./walk-toolbar.ts";

const TOOLS: [Format, LucideIcon][] = [
  ["bold", Bold],
  ["italic", Italic],
  ["strike", Strikethrough],
  ["link", Link],
  ["code", Code],
  ["codeBlock", SquareCode],
  ["quote", TextQuote],
  ["bullets", List],
  ["numbers", ListOrdered],
];

interface FormatToolbarProps {
  id: string;
  /** The id of the field that it is for. */
  fieldId: string;
  onFormat: (format: Format) => void;
}

/** The formats as buttons: one stop of the Tab key, with arrow keys from one to the next. */
export function FormatToolbar({ id, fieldId, onFormat }: FormatToolbarProps) {
  const { t } = useTranslation();
  const isOnApple = useBrowserValue(isApple, false);
  const [current, setCurrent] = useState<Format>("bold");

  return (
    // The keys are those of its buttons, one of which has the focus.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="toolbar"
      aria-label={t("writing.formatting")}
      aria-controls={fieldId}
      onKeyDown={walkToolbar}
      data-needs="format-toolbar"
      className="format-toolbar scripted"
    >
      {TOOLS.map(([format, Icon]) => {
        const sign = FORMAT_KEYS[format];
        const isShifted = !/[a-z]/.test(sign);
        const keys = [isOnApple ? "Meta" : "Control", ...(isShifted ? ["Shift"] : []), sign.toUpperCase()];
        const name = t(`writing.formats.${format}`);
        const shown = isOnApple
          ? `${isShifted ? "⇧" : ""}⌘${sign.toUpperCase()}`
          : keys.join("+").replace("Control", "Ctrl");
        return (
          <Tooltip key={format} text={name} keys={<kbd className="text-ink-muted">{shown}</kbd>}>
            <IconButton
              label={name}
              title={undefined}
              aria-keyshortcuts={keys.join("+")}
              tabIndex={format === current ? 0 : -1}
              onFocus={() => setCurrent(format)}
              // The field keeps the focus, and with it a touch keyboard stays.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onFormat(format)}
            >
              <Icon size={16} aria-hidden="true" />
            </IconButton>
          </Tooltip>
        );
      })}
    </div>
  );
}
