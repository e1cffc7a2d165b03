import { useMemo, useState } from "react";
import type { MessageView } from "#app/shared/views.ts";
import type { References } from "./message-context.ts";

/** Numbers of messages by their ids, of a stretch without gaps. */
interface Numbers {
  first: number;
  last: number;
  seqs: Map<string, number>;
}

/**
 * Messages that others quote or answer. What is shown is kept up to date, and so is what the live state holds; what came
 * with the page may be older. A message keeps its number, so that a new one among thousands only adds its own.
 */
export function useReferences(
  ofPage: readonly MessageView[],
  held: ReadonlyMap<string, MessageView>,
  messages: readonly MessageView[],
): References {
  const [takeAll] = useState(createNumbers);
  const onPage = useMemo(() => new Map(ofPage.map((message) => [message.id, message])), [ofPage]);
  return useMemo(() => {
    const seqs = takeAll(messages);
    const first = messages[0]?.seq ?? 0;
    return {
      get(id) {
        const shown = messages[(seqs.get(id) ?? -1) - first];
        return shown?.id === id ? shown : (held.get(id) ?? onPage.get(id));
      },
    };
  }, [takeAll, onPage, held, messages]);
}

/** Takes in one list of messages after the other, and answers the numbers of at least those. */
function createNumbers(): (messages: readonly MessageView[]) => ReadonlyMap<string, number> {
  let numbers: Numbers = { first: 0, last: 0, seqs: new Map() };
  return (messages) => {
    numbers = takeNumbers(numbers, messages);
    return numbers.seqs;
  };
}

function takeNumbers(known: Numbers, messages: readonly MessageView[]): Numbers {
  const first = messages[0]?.seq ?? 0;
  const last = messages.at(-1)?.seq ?? 0;
  const touches = known.last > 0 && first <= known.last + 1 && last >= known.first - 1;
  const seqs = touches ? known.seqs : new Map<string, number>();
  const isKnown = (seq: number) => touches && seq >= known.first && seq <= known.last;
  for (const { id, seq } of messages) {
    if (isKnown(seq)) break;
    seqs.set(id, seq);
  }
  for (let index = messages.length - 1; index >= 0; index--) {
    const message = messages[index];
    if (!message || isKnown(message.seq)) break;
    seqs.set(message.id, message.seq);
  }
  if (!touches) return { first, last, seqs };
  return { first: Math.min(first, known.first), last: Math.max(last, known.last), seqs };
}
