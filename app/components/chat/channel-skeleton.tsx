/** Lines of made-up messages, in parts of the width there is: as long as texts are. */
const RUNS: readonly (readonly number[])[] = [
  [44],
  [78, 61],
  [30],
  [66],
  [52, 84, 40],
  [71],
  [38],
  [58, 47],
  [80],
];

interface ChannelSkeletonProps {
  /** What the conversation that is opened is called, as far as that is known. */
  name: string | undefined;
}

/** The frame of a conversation while it is on its way: a head, messages at the end, and a field, as high as what comes. */
export function ChannelSkeleton({ name }: ChannelSkeletonProps) {
  return (
    <div aria-hidden="true" className="absolute inset-0 z-10 flex flex-col overflow-hidden bg-surface">
      <div className="flex h-13 shrink-0 items-center border-b border-line px-4">
        {name ? (
          <span className="min-w-0 truncate text-title font-semibold">
            <bdi>{name}</bdi>
          </span>
        ) : (
          <span className="skeleton h-4 w-40" />
        )}
      </div>
      <div className="flex min-h-0 flex-1 flex-col justify-end overflow-hidden pb-1">
        {RUNS.map((lines, index) => (
          <div key={index} className="message pt-(--run-gap) pb-(--message-gap)">
            <span className="skeleton size-(--face) rounded-full" />
            <div className="max-w-[76ch] min-w-0 flex-1">
              <p className="flex h-5.5 items-center">
                <span className="skeleton h-3 w-28" />
              </p>
              {lines.map((width) => (
                <p key={width} className="flex h-5.5 items-center">
                  <span className="skeleton h-3" style={{ width: `${width}%` }} />
                </p>
              ))}
            </div>
          </div>
        ))}
      </div>
      <div className="h-4.5 shrink-0" />
      <div className="shrink-0 px-4 pb-3">
        <span className="skeleton block h-11 w-full rounded-floating" />
      </div>
    </div>
  );
}
