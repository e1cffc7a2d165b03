import "#app/i18n/pages/conversation-parts.ts";
import { useEffect, useRef, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { buttonClass } from "#app/components/ui/button.tsx";
import { useTimeZone } from "#app/hooks/use-time-zone.tsx";
import { fromLocalInput, toLocalInput } from "#app/shared/local-time.ts";
import { DAY, HOUR } from "#app/shared/time.ts";

interface SendLaterDialogProps {
  id: string;
  /** Opens it: the form's button. */
  opener: RefObject<HTMLButtonElement>;
  /** When it was asked for, in milliseconds of the epoch; null without a script. */
  openedAt: number | null;
  defaultValue: string | undefined;
}

/** A choice of times, in the composer's form, which carries it out. */
export function SendLaterDialog({ id, opener, openedAt, defaultValue }: SendLaterDialogProps) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const quick = openedAt === null ? [] : listQuickTimes(openedAt, timeZone);

  useEffect(() => {
    // The press that asked for it came before there was anything to open; pressed by its button, it opens beside it.
    if (!dialog.current?.matches(":popover-open")) opener.current?.click();
  }, [opener]);

  return (
    <dialog
      ref={dialog}
      id={id}
      popover="auto"
      aria-label={t("conversation.sendLater")}
      className="beside-opener w-[min(20rem,90vw)] rounded-floating border border-line bg-surface-raised p-4 text-ink shadow-floating"
    >
      <label className="flex flex-col gap-1 text-small font-medium">
        {t("conversation.sendLaterAt")}
        <input
          ref={field}
          type="datetime-local"
          name="sendAt"
          defaultValue={defaultValue}
          className="min-h-10 rounded-control border border-line-strong bg-surface-raised px-3 text-body font-normal"
        />
      </label>
      <p className="pt-1 text-small text-ink-muted" suppressHydrationWarning>
        {t("conversation.sendLaterHint", { zone: timeZone.replaceAll("_", " ") })}
      </p>
      {quick.length > 0 && (
        <div className="flex flex-wrap gap-1.5 pt-3">
          {quick.map(([key, value]) => (
            <button
              key={value}
              type="button"
              className="min-h-8 rounded-full border border-line px-3 text-small hover:bg-surface-hover"
              onClick={() => {
                if (field.current) field.current.value = value;
              }}
            >
              {t(`conversation.${key}`)}
            </button>
          ))}
        </div>
      )}
      <div className="flex justify-end pt-4">
        {/* The composer posts files as well, which cannot wait to be sent. */}
        <button
          name="intent"
          value="schedule"
          formAction="/scheduled"
          formEncType="application/x-www-form-urlencoded"
          className={buttonClass()}
        >
          {t("conversation.schedule")}
        </button>
      </div>
    </dialog>
  );
}

type QuickTime = "inAnHour" | "thisEvening" | "tomorrow" | "nextWeek";

/** Times that people choose often and that are still to come, as values of a datetime-local field. */
function listQuickTimes(now: number, timeZone: string): [QuickTime, string][] {
  const local = (time: number) => toLocalInput(new Date(time).toISOString(), timeZone);
  const day = (days: number, clock: string) => `${local(now + days * DAY).slice(0, 10)}T${clock}`;
  const weekday = new Date(`${local(now).slice(0, 10)}T00:00Z`).getUTCDay();
  const all: [QuickTime, string][] = [
    ["inAnHour", local(now + HOUR)],
    ["thisEvening", day(0, "18:00")],
    ["tomorrow", day(1, "09:00")],
    ["nextWeek", day((8 - weekday) % 7 || 7, "09:00")],
  ];
  // On a Sunday, Monday is tomorrow.
  const isNew = (value: string, index: number) => all.findIndex(([, other]) => other === value) === index;
  return all.filter(
    ([, value], index) => isNew(value, index) && Date.parse(fromLocalInput(value, timeZone) ?? "") > now,
  );
}
