import { useTranslation } from "react-i18next";
import { useDateStyle } from "#app/hooks/use-time-zone.tsx";
import { formatFull, formatTime } from "#app/shared/dates.ts";
import { nameUser } from "#app/shared/names.ts";
import { findNamed } from "#app/shared/system-events.ts";
import type { MessageView, SystemEvent } from "#app/shared/views.ts";
import type { MessageContext } from "./message-context.ts";
import { sayWithNames } from "./say-with-names.tsx";

interface SystemMessageProps {
  message: MessageView;
  context: MessageContext;
  isQuiet: boolean | undefined;
}

/** What happened in the channel: one muted line, by nobody's side. */
export function SystemMessage({ message, context, isQuiet }: SystemMessageProps) {
  const { t, i18n } = useTranslation();
  const dateStyle = useDateStyle();
  const { event } = message;
  const name = (id: string) => nameUser(t, context.users.get(id));
  const people = new Intl.ListFormat(i18n.language).format(findNamed(event).map(name));
  return (
    <p
      id={`message-${message.seq}`}
      dir="auto"
      aria-live={isQuiet ? "off" : undefined}
      className="flex flex-wrap items-baseline gap-x-2 py-0.5 ps-16 pe-4 text-small text-ink-muted"
    >
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {event
          ? sayWithNames(t, findKey(event), {
              actor: name(message.authorId),
              people,
              from: event.type === "renamed" ? event.from : "",
              to: event.type === "renamed" ? event.to : "",
              topic: event.type === "topic" ? event.topic : "",
              role: event.type === "role" ? t(`message.event.roles.${event.role}`) : "",
            })
          : message.body}
      </span>
      <time
        aria-live="off"
        dateTime={message.createdAt}
        title={formatFull(message.createdAt, dateStyle)}
        className="text-time tabular-nums"
        suppressHydrationWarning
      >
        {formatTime(message.createdAt, dateStyle)}
      </time>
    </p>
  );
}

function findKey(event: SystemEvent): string {
  if (event.type === "topic" && event.topic === "") return "message.event.topicRemoved";
  if (event.type === "read_only") return `message.event.${event.isReadOnly ? "readOnly" : "readOnlyEnded"}`;
  return `message.event.${event.type}`;
}
