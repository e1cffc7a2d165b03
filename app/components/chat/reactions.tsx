import { Link } from "@remix-run/react";
import type { TFunction } from "i18next";
import { SmilePlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { nameUser } from "#app/shared/names.ts";
import type { MessageView, ReactionView } from "#app/shared/views.ts";
import { ActForm } from "./act-form.tsx";
import { canReact, openAt, type MessageContext } from "./message-context.ts";
import { useAsk } from "./use-ask.tsx";

/** So many are named; of the others it is said how many they are. */
const NAMED_MAX = 8;

interface ReactionsProps {
  message: MessageView;
  context: MessageContext;
  /** With a script: opens the choice of all emoji. */
  onAdd: () => void;
}

/** What people answered without words; each chip takes part or withdraws with one click. */
export function Reactions({ message, context, onAdd }: ReactionsProps) {
  const { t, i18n } = useTranslation();
  const { ask, isBusy, refusal } = useAsk();
  if (message.reactions.length === 0) return null;
  const author = nameUser(t, context.users.get(message.authorId));
  const addLabel = t("message.addReaction", { name: author });

  return (
    <>
      <ul
        aria-label={t("message.reactions")}
        // Without the message that they belong to they say nothing to those who listen.
        aria-live="off"
        className="flex flex-wrap items-center gap-1 py-1"
      >
        {message.reactions.map((reaction) => {
          const { emoji, userIds } = reaction;
          const isOwn = userIds.includes(context.me.id);
          const event = isOwn ? "reaction:remove" : "reaction:add";
          const label = t("message.reactedWith", {
            emoji,
            count: userIds.length,
            names: nameReacting(reaction, context, t, i18n.language),
          });
          return (
            <li key={emoji}>
              <ActForm
                message={message}
                context={context}
                intent={isOwn ? "unreact" : "react"}
                fields={{ emoji }}
                onAct={() => {
                  if (!isBusy) void ask((store) => store.ask(event, { messageId: message.id, emoji }));
                }}
              >
                <button
                  aria-pressed={isOwn}
                  aria-label={label}
                  title={label}
                  disabled={!canReact(context)}
                  // Disabled, it would lose the focus.
                  aria-disabled={isBusy || undefined}
                  className="reaction"
                >
                  <span>{emoji}</span>
                  <span className="tabular-nums">{userIds.length}</span>
                </button>
              </ActForm>
            </li>
          );
        })}
        {canReact(context) && (
          <li>
            <Link
              to={openAt(context.here, "actions", message)}
              aria-label={addLabel}
              title={addLabel}
              onClick={(event) => {
                event.preventDefault();
                onAdd();
              }}
              className="reaction text-ink-muted opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100"
            >
              <SmilePlus size={15} aria-hidden="true" />
            </Link>
          </li>
        )}
      </ul>
      {refusal && (
        <p role="alert" className="text-small text-danger">
          {refusal}
        </p>
      )}
    </>
  );
}

function nameReacting(
  { userIds }: ReactionView,
  { users }: MessageContext,
  t: TFunction,
  language: string,
): string {
  const names = userIds
    .slice(0, NAMED_MAX)
    .map((id) => (users.has(id) ? nameUser(t, users.get(id)) : t("message.somebody")));
  const others = userIds.length - names.length;
  if (others > 0) names.push(t("message.others", { count: others }));
  return new Intl.ListFormat(language).format(names);
}
