import type { Generator } from "../generator-process.ts";
import type { Judged } from "../installation.ts";
import type { LoadResult } from "../load.ts";
import { findMedian } from "../measure.ts";

export interface Scale {
  /** Pairs of rounds: judged, anchor, judged, anchor ... */
  pairs: number;
  /** Milliseconds of one round. */
  duration: number;
  /** How many rows the long history has. */
  history: number;
}

export interface Setting {
  judged: Judged;
  generator: Generator;
  scale: Scale;
}

/** One row of the table. */
export interface Outcome {
  name: string;
  unit: string;
  judged: number;
  anchor: number;
  /** Median of the pairs' ratios, with the smallest and the largest. */
  ratio: number;
  spread: [number, number];
  target: string;
  isMet: boolean;
  /** Why the row says nothing: something was lost, or the generator was what was slow. */
  voids: string[];
}

export interface Pair {
  judged: number;
  anchor: number;
}

/** Where more is better `isMet` asks for at least the target, otherwise for at most. */
export function summarize(
  name: string,
  unit: string,
  pairs: Pair[],
  target: { atLeast: number } | { atMost: number },
  voids: string[],
): Outcome {
  const ratios = pairs.map((pair) => pair.judged / pair.anchor);
  const ratio = findMedian(ratios);
  return {
    name,
    unit,
    judged: findMedian(pairs.map((pair) => pair.judged)),
    anchor: findMedian(pairs.map((pair) => pair.anchor)),
    ratio,
    spread: [Math.min(...ratios), Math.max(...ratios)],
    target: "atLeast" in target ? `>= ${target.atLeast}` : `<= ${target.atMost}`,
    isMet: "atLeast" in target ? ratio >= target.atLeast : ratio <= target.atMost,
    voids,
  };
}

/** Above this share of its core the generator may have been what was slow. */
const GENERATOR_MOST = 0.85;

/** Why a round counts for nothing. */
export function findVoids(name: string, result: LoadResult): string[] {
  const busy = result.generatorShare > GENERATOR_MOST;
  return [
    ...result.mismatches.slice(0, 5).map((mismatch) => `${name}: ${mismatch}`),
    ...(busy ? [`${name}: the generator used ${Math.round(result.generatorShare * 100)} % of its core`] : []),
  ];
}
