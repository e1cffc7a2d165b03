import { Form, useFetchers, useLocation } from "@remix-run/react";
import { ListFilter } from "lucide-react";
import { useTranslation } from "react-i18next";

const SENDING = "unread-first";

/** Whether conversations with something unread come first. */
export function UnreadFirst({ isOn }: { isOn: boolean }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const sent = useFetchers().find(({ key }) => key === SENDING)?.formData;
  const pending = sent?.get("unreadFirst");
  const isShownOn = pending ? pending === "on" : isOn;
  return (
    <Form method="post" action="/resources/sidebar" navigate={false} fetcherKey={SENDING}>
      <input type="hidden" name="unreadFirst" value={isShownOn ? "off" : "on"} />
      <input type="hidden" name="next" value={pathname} />
      <button
        aria-pressed={isShownOn}
        title={t("sidebar.unreadFirst")}
        className={`grid size-8 place-items-center rounded-control hover:bg-surface-hover ${isShownOn ? "text-accent-text" : "text-ink-muted hover:text-ink"}`}
      >
        <ListFilter size={16} aria-hidden="true" />
        <span className="sr-only">{t("sidebar.unreadFirst")}</span>
      </button>
    </Form>
  );
}
