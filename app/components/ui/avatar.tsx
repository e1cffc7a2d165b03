/** Ground and ink pairs that differ enough to tell people apart and stay quiet; both themes define their own. */
const TINTS = 6;

/**
 * A person's picture, or their initial on a colour that is always the same for them; the initial also shows until the
 * picture is there, and where it cannot be loaded. Decoration: the name stands beside it.
 */
export function Avatar({
  name,
  seed,
  url,
  className = "size-9",
}: {
  name: string;
  seed: string;
  url?: string | null;
  className?: string;
}) {
  const initial = Array.from(name.trim())[0]?.toUpperCase() ?? "?";
  const tint = Array.from(seed).reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % TINTS;
  return (
    <span
      aria-hidden="true"
      data-tint={tint}
      className={`avatar inline-grid shrink-0 place-items-center rounded-full text-small font-semibold select-none *:col-start-1 *:row-start-1 ${className}`}
    >
      <span>{initial}</span>
      {url && (
        <img
          // Another picture may load where the last one failed.
          key={url}
          src={url}
          alt=""
          loading="lazy"
          decoding="async"
          // Its size is given by its limits: Chromium draws a torn page over the initial for one that has a width.
          className="max-h-full min-h-full max-w-full min-w-full rounded-full object-cover"
        />
      )}
    </span>
  );
}
