import { ArrowLeft } from "lucide-react";
import type { ChannelView } from "#app/shared/views.ts";
import { ChannelIcon } from "./channel-icon.tsx";

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

/** The tools of a head: on a narrow screen there is room for some, on a wide one for the number of members. */
const TOOLS = ["w-9", "w-9 max-sm:hidden", "w-9 max-sm:hidden", "w-9 sm:w-28", "w-9"];

interface ChannelSkeletonProps {
  /** The conversation that is opened, as far as it is known. */
  kind: ChannelView["kind"] | undefined;
  name: string | undefined;
}

/** The frame of a conversation while it is on its way: a head, messages at the end, and a field, as high as what comes. */
export function ChannelSkeleton({ kind, name }: ChannelSkeletonProps) {
  return (
    <div aria-hidden="true" className="absolute inset-0 z-10 flex flex-col overflow-hidden bg-surface">
      <div className="flex h-13 shrink-0 items-center gap-2 border-b border-line px-2 md:px-4">
        <span className="grid size-10 shrink-0 place-items-center text-ink-muted md:hidden">
          <ArrowLeft size={20} className="rtl:-scale-x-100" />
        </span>
        {kind && <ChannelIcon kind={kind} />}
        {name ? (
          <span dir="auto" className="min-w-0 truncate text-title font-semibold">
            {name}
          </span>
        ) : (
          <span className="skeleton h-4 w-40" />
        )}
        <span className="flex-1" />
        {TOOLS.map((width, index) => (
          <span key={index} className={`flex shrink-0 justify-center ${width}`}>
            <span className="skeleton h-4 w-full max-w-[calc(100%-1.25rem)]" />
          </span>
        ))}
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
      <div className="shrink-0 px-4 pb-8">
        <span className="skeleton block h-19 w-full rounded-floating min-[31rem]:h-11" />
      </div>
    </div>
  );
}
