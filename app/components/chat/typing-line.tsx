import { useTranslation } from "react-i18next";
import { useLive } from "#app/hooks/use-live.tsx";
import { nameUser } from "#app/shared/names.ts";
import { sayWithNames } from "./say-with-names.tsx";

const NOBODY: readonly string[] = [];

/** Who is writing just now. Its place is kept, so that nothing moves when somebody begins. */
export function TypingLine({ channelId }: { channelId: string }) {
  const { t } = useTranslation();
  const others = useLive(({ typing }) => typing.get(channelId)) ?? NOBODY;
  const users = useLive(({ state }) => state.users);
  const [first = "", second = ""] = others.map((id) => nameUser(t, users.get(id)));
  return (
    <p className="h-4.5 shrink-0 truncate px-4 text-small text-ink-muted">
      {others.length === 1 && sayWithNames(t, "conversation.typingOne", { name: first })}
      {others.length === 2 && sayWithNames(t, "conversation.typingTwo", { first, second })}
      {others.length > 2 && t("conversation.typingMany")}
    </p>
  );
}
