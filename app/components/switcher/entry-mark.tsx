import { CornerDownRight, Hash, Lock, SquareSlash } from "lucide-react";
import { Avatar } from "#app/components/ui/avatar.tsx";
import { useLive } from "#app/hooks/use-live.tsx";
import type { Entry } from "./match.ts";

/** What kind of thing an entry leads to; its group says it in words. */
export function EntryMark({ entry }: { entry: Entry }) {
  const state = useLive((live) => live.state);
  const props = { size: 16, "aria-hidden": true, className: "shrink-0 text-ink-muted" } as const;
  const kind = state.channels.get(entry.id)?.kind;
  if (entry.group === "people" || kind === "direct")
    return (
      <Avatar
        name={entry.name}
        seed={entry.personId ?? entry.id}
        url={state.users.get(entry.personId ?? entry.id)?.avatarUrl ?? null}
        className="size-5 text-[0.625rem]"
      />
    );
  if (kind === "private") return <Lock {...props} />;
  if (kind === "public" || entry.group === "channels") return <Hash {...props} />;
  return entry.group === "commands" ? (
    <SquareSlash {...props} />
  ) : (
    <CornerDownRight {...props} className="shrink-0 text-ink-muted rtl:-scale-x-100" />
  );
}
