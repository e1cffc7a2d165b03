import { Form } from "@remix-run/react";
import type { FormEvent, ReactNode } from "react";
import type { MessageView } from "#app/shared/views.ts";
import type { MessageContext } from "./message-context.ts";

interface ActFormProps {
  message: MessageView;
  context: MessageContext;
  intent: string;
  /** Further fields. */
  fields?: Record<string, string>;
  /** With a script: does it without a page being loaded; else the form is posted. */
  onAct?: () => void;
  className?: string;
  children: ReactNode;
}

/** One act about a message as a form that works without a script, and comes back to the message. */
export function ActForm({ message, context, intent, fields = {}, onAct, className, children }: ActFormProps) {
  const query = context.here.split("?")[1];
  const hidden = { intent, messageId: message.id, back: `${context.here}#message-${message.seq}`, ...fields };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAct?.();
  };
  return (
    <Form
      method="post"
      action={`/channels/${context.channel.id}${query ? `?${query}` : ""}`}
      preventScrollReset
      onSubmit={onAct && submit}
      className={className}
    >
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </Form>
  );
}
