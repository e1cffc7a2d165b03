/** Ground and ink pairs that differ enough to tell people apart and stay quiet; both themes define their own. */
const TINTS = 6;

/** A person's initial on a colour that is always the same for them. Decoration: the name stands beside it. */
export function Avatar({
  name,
  seed,
  className = "size-9",
}: {
  name: string;
  seed: string;
  className?: string;
}) {
  const initial = Array.from(name.trim())[0]?.toUpperCase() ?? "?";
  const tint = Array.from(seed).reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % TINTS;
  return (
    <span
      aria-hidden="true"
      data-tint={tint}
      className={`avatar inline-grid shrink-0 place-items-center rounded-full text-small font-semibold select-none ${className}`}
    >
      {initial}
    </span>
  );
}
