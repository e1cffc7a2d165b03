import { Component, useLayoutEffect, type ReactNode, type RefObject } from "react";

interface HoldStillProps {
  scroller: RefObject<HTMLElement>;
  /** Holds the rows, one after the other. */
  list: RefObject<HTMLElement>;
  /** The last that was ever said is in the page: whoever stands there follows what comes. */
  isEnd: boolean;
  /** The last message in the page. */
  lastSeq: number;
  children: ReactNode;
}

interface Held {
  /** Somebody at the end is taken along to the new one. */
  follows: boolean;
  /** What rows on the screen say, with the distance of each from the top of it. */
  rows: { row: Element; top: number }[];
  /** What keeps the focus if what has it goes away: its message, or the list. */
  focus: HTMLElement | null;
}

/** Whoever is this near to the end, in pixels, stands at it. */
export const AT_END_WITHIN = 24;

/** So many rows are remembered: one of them is still there after all but the largest changes. */
const HELD = 24;

/**
 * Keeps what is on the screen where it is while rows come and go around it. Only a class is told just before the page
 * changes; measured any earlier, a place may be out of date.
 */
export class HoldStill extends Component<HoldStillProps> {
  #held: Held | null = null;

  override getSnapshotBeforeUpdate(before: HoldStillProps): null {
    this.#held = this.#measure(before);
    return null;
  }

  override render(): ReactNode {
    return (
      <>
        {this.props.children}
        <Afterwards act={this.#putBack} />
      </>
    );
  }

  #measure(before: HoldStillProps): Held | null {
    const scroller = this.props.scroller.current;
    const list = this.props.list.current;
    if (!scroller || !list) return null;
    const { isEnd, lastSeq } = this.props;
    const isAtEnd = isEnd && scroller.scrollTop > -AT_END_WITHIN;
    const focused = document.activeElement;
    const focus = scroller.contains(focused) ? (focused?.closest("article") ?? scroller) : null;
    // Exactly at the end a reversed list stays there by itself.
    if (isAtEnd && scroller.scrollTop > -1) return { follows: false, rows: [], focus };
    const follows = isAtEnd && lastSeq > before.lastSeq;
    return { follows, rows: follows ? [] : findOnScreen(scroller, list), focus };
  }

  #putBack = (): void => {
    const scroller = this.props.scroller.current;
    const held = this.#held;
    this.#held = null;
    if (!scroller || !held) return;
    if (held.follows) scroller.scrollTop = 0;
    const kept = held.rows.find(({ row }) => row.isConnected);
    const moved = kept ? kept.row.getBoundingClientRect().top - kept.top : 0;
    if (Math.abs(moved) >= 0.1) scroller.scrollTop += moved;
    // Keys go on working for somebody whose place went out of the page.
    if (held.focus && document.activeElement === document.body)
      takeFocus(held.focus.isConnected ? held.focus : scroller);
  };
}

/** Acts after each update, before those who go to another place: they have the last word, as effects of what is around. */
function Afterwards({ act }: { act: () => void }): null {
  useLayoutEffect(act);
  return null;
}

function takeFocus(element: HTMLElement): void {
  if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

function findOnScreen(scroller: Element, list: Element): Held["rows"] {
  const { top, bottom } = scroller.getBoundingClientRect();
  const rows = list.children;
  let low = 0;
  for (let high = rows.length; low < high;) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.getBoundingClientRect().bottom ?? 0) > top) high = middle;
    else low = middle + 1;
  }
  const found: Held["rows"] = [];
  for (let index = low; index < rows.length && found.length < HELD; index++) {
    const row = rows[index];
    if (!row) break;
    const place = row.getBoundingClientRect().top;
    if (place >= bottom) break;
    // Lines that keep their place at the top of what is loaded would carry the reader along.
    if (row.classList.contains("not-anchor")) continue;
    // Its text, because its author's name may come or go above that.
    const text = document.getElementById(row.getAttribute("aria-describedby") ?? "") ?? row;
    found.push({ row: text, top: text.getBoundingClientRect().top });
  }
  return found;
}
