import { useId } from "react";
import { useTranslation } from "react-i18next";
import { buttonClass } from "#app/components/ui/button.tsx";

/** Codes that were made just now, to be kept: as text to copy, and as a file that needs no script. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  const { t } = useTranslation();
  const id = useId();
  const file = `Parley\n${t("factors.codes")}\n\n${codes.join("\n")}\n`;
  return (
    <section
      aria-labelledby={id}
      className="flex flex-col items-start gap-3 rounded-control border border-line p-4"
    >
      <h3 id={id} className="font-semibold">
        {t("factors.codesNew")}
      </h3>
      <p className="text-small">{t("factors.codesNewLead")}</p>
      <ul className="grid gap-x-6 font-mono select-all sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <a
        href={`data:text/plain;charset=utf-8,${encodeURIComponent(file)}`}
        download="parley-recovery-codes.txt"
        className={buttonClass("plain")}
      >
        {t("factors.codesDownload")}
      </a>
    </section>
  );
}
