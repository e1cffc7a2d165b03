import { Link, useLocation, useNavigate } from "@remix-run/react";
import { ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";

/** What the list of conversations passes on, so that the way back is the way one came. */
export const FROM_LIST = { isFromList: true };

export function isFromList(state: unknown): boolean {
  return (state as typeof FROM_LIST | null)?.isFromList ?? false;
}

/** On a narrow screen, where one thing fits: back to the list of conversations. */
export function BackToList() {
  const { t } = useTranslation();
  const { state } = useLocation();
  const navigate = useNavigate();
  return (
    <Link
      to="/channels"
      aria-label={t("sidebar.open")}
      className="back-to-list grid size-10 shrink-0 place-items-center rounded-control text-ink-muted hover:bg-surface-hover md:hidden"
      onClick={(event) => {
        // As in any app, going back does not add a page that the back gesture then returns to.
        if (!isFromList(state) || event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        navigate(-1);
      }}
    >
      <ArrowLeft size={20} aria-hidden="true" className="rtl:-scale-x-100" />
    </Link>
  );
}
