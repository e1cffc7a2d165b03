import { Link } from "@remix-run/react";
import { SmilePlus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ProblemNotice } from "#app/components/ui/problem-notice.tsx";
import { buttonClass } from "#app/components/ui/button.tsx";
import { useHydrated } from "#app/hooks/use-hydrated.ts";
import { useTimeZone } from "#app/hooks/use-time-zone.tsx";
import { say } from "#app/i18n/say.ts";
import type { PageProblem } from "#app/shared/page-problem.ts";
import type { MessageView } from "#app/shared/views.ts";
import { ActForm } from "./act-form.tsx";
import { EmojiRow } from "./emoji-row.tsx";
import { listActs, type Act } from "./message-acts.ts";
import { canReact, type MessageContext, type OpenedActions } from "./message-context.ts";
import { moveFocus } from "./move-focus.ts";
import { ReactionList } from "./reaction-list.tsx";
import { useAsk } from "./use-ask.tsx";

export interface ActionsProps {
  message: MessageView;
  /** Of its author. */
  name: string;
  context: MessageContext;
  onOpen: (opened: OpenedActions) => void;
  onEdit: () => void;
}

interface ActionsPanelProps extends ActionsProps {
  /** Why the last form about this message was refused. */
  problem?: PageProblem;
  /** Closes the panel where it floats. */
  onDone?: () => void;
}

/** All that can be done about a message: a list that floats, or stands beneath the message in a page without a script. */
export function ActionsPanel({ message, name, context, onOpen, onEdit, problem, onDone }: ActionsPanelProps) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const isLive = useHydrated();
  const { ask, isBusy, refusal } = useAsk();
  const [said, setSaid] = useState<Act["done"]>();
  const follows = context.follows.get(message.parentId ?? message.id)?.follows ?? false;
  const acts = listActs({ message, context, follows, timeZone, onEdit });
  const isOwn = message.authorId === context.me.id;

  async function run(act: Act): Promise<void> {
    // Buttons that were disabled meanwhile would lose the focus.
    if (isBusy) return;
    setSaid(undefined);
    if (!(await ask(async (store) => act.run?.(store)))) return;
    if (act.done) setSaid(act.done);
    else onDone?.();
  }

  return (
    // Arrow keys walk through what can be pressed.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      aria-label={t("actions.title", { name })}
      onKeyDown={moveFocus}
      className={onDone ? "" : "my-1 max-w-72 rounded-floating border border-line bg-surface-raised p-1.5"}
    >
      <ProblemNotice problem={problem} />
      {canReact(context) && (
        <EmojiRow message={message} name={name} context={context} ask={ask} onDone={onDone} />
      )}
      <ul>
        {isLive && canReact(context) && (
          <li>
            <button type="button" className="action" onClick={() => onOpen("picker")}>
              <SmilePlus size={16} aria-hidden="true" />
              {t("actions.moreEmoji")}
            </button>
          </li>
        )}
        {acts.map((act) => (
          <li key={act.label} hidden={act.isScriptOnly && !isLive}>
            <ActEntry
              act={act}
              message={message}
              context={context}
              isLive={isLive}
              isBusy={isBusy}
              onRun={() => void run(act)}
              onLeave={onDone}
            />
          </li>
        ))}
        {(isOwn || context.canDelete) && (
          <li>
            <details>
              <summary className="action text-danger">
                <Trash2 size={16} aria-hidden="true" />
                {t("actions.delete")}
              </summary>
              <ActForm
                message={message}
                context={context}
                intent="delete"
                onAct={isLive ? () => void run(deleteAct(message)) : undefined}
                className="flex flex-col gap-2 px-2 pt-1 pb-2 text-small"
              >
                <p>{t("actions.deleteQuestion")}</p>
                <button className={`${buttonClass("plain")} text-danger`} aria-disabled={isBusy || undefined}>
                  {t("actions.deleteNow")}
                </button>
              </ActForm>
            </details>
          </li>
        )}
      </ul>
      <ReactionList message={message} users={context.users} />
      <output className="block px-2 text-small text-ink-muted">{said && t(`actions.${said}`)}</output>
      {refusal && (
        <p role="alert" className="px-2 text-small text-danger">
          {refusal}
        </p>
      )}
      {!onDone && (
        <Link to={`${context.here}#message-${message.seq}`} preventScrollReset className="action">
          {t("actions.close")}
        </Link>
      )}
    </section>
  );
}

function deleteAct({ id: messageId }: MessageView): Act {
  return { label: "delete", icon: Trash2, run: (store) => store.ask("message:delete", { messageId }) };
}

interface ActEntryProps {
  act: Act;
  message: MessageView;
  context: MessageContext;
  isLive: boolean;
  isBusy: boolean;
  onRun: () => void;
  onLeave: (() => void) | undefined;
}

function ActEntry({ act, message, context, isLive, isBusy, onRun, onLeave }: ActEntryProps) {
  const { t } = useTranslation();
  const content = (
    <>
      <act.icon size={16} aria-hidden="true" />
      {/* Without a script a link is not copied; it is one. */}
      {act.label === "copyLink" && !isLive ? t("actions.link") : say(t, `actions.${act.label}`)}
    </>
  );
  if (act.intent) {
    return (
      <ActForm message={message} context={context} intent={act.intent} fields={act.fields} onAct={onRun}>
        <button className="action" aria-disabled={isBusy || undefined}>
          {content}
        </button>
      </ActForm>
    );
  }
  if (act.to === undefined || (act.run && isLive)) {
    return (
      <button type="button" className="action" aria-disabled={isBusy || undefined} onClick={onRun}>
        {content}
      </button>
    );
  }
  return (
    <Link to={act.to} preventScrollReset className="action" onClick={onLeave}>
      {content}
    </Link>
  );
}
