import type { Presence } from "#app/shared/views.ts";

/** Filled, hollow, with a bar, or none: not by colour alone. */
const LOOKS = {
  online: "bg-presence",
  away: "border-2 border-presence bg-surface",
  busy: "grid place-items-center bg-ink-muted before:h-0.5 before:w-1.5 before:rounded-full before:bg-surface",
} as const;

/** At the corner of a face: whether its person is there. Decoration; what it means stands beside it in words. */
export function PresenceDot({ presence }: { presence: Presence }) {
  if (presence === "offline") return null;
  return (
    <span
      aria-hidden="true"
      className={`presence-dot absolute -end-0.5 -bottom-0.5 size-2.5 rounded-full outline-2 outline-surface-sunken ${LOOKS[presence]}`}
    />
  );
}
