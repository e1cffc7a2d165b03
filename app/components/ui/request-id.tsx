import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useBrowserValue } from "#app/hooks/use-hydrated.ts";
import { Button } from "./button.tsx";

/** What an admin finds in the log: selected as a whole by a click, and with a script copied. */
export function RequestId({ id }: { id: string }) {
  const { t } = useTranslation();
  // Browsers have no clipboard for pages without https.
  const canCopy = useBrowserValue(() => "clipboard" in navigator, false);
  const [isCopied, setCopied] = useState(false);

  function copy(): void {
    void navigator.clipboard.writeText(id).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  }

  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-ink-muted">
      <p>
        {t("problem.requestId")}{" "}
        <code dir="ltr" className="font-mono wrap-anywhere select-all">
          {id}
        </code>
      </p>
      {canCopy && (
        <Button type="button" look="plain" onClick={copy}>
          {t("problem.copyId")}
        </Button>
      )}
      <output>{isCopied ? t("problem.idCopied") : ""}</output>
    </div>
  );
}
