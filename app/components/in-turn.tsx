import { createContext, Suspense, useContext, useLayoutEffect, useState, type ReactNode } from "react";

/** How a browser tells that somebody comes to a part of the page. */
const ARRIVALS = ["pointerover", "pointerdown", "keydown", "click", "submit", "dragenter"];

interface Turn {
  hasCome: boolean;
  /** All that it takes over has been rendered, so what comes into the page from now on is new. */
  isOver: boolean;
  come: () => void;
  coming: Promise<void>;
  end: () => void;
}

/** The one of all that is not in turn. It is over where nothing is taken over: on a server, and later. */
const first: Pick<Turn, "isOver"> = { isOver: true };
const AroundContext = createContext(first);

const waiting: Turn[] = [];

/**
 * Takes a page over by `hydrate`, which renders all of it at once but for what is `InTurn`: that follows piece by piece,
 * each in a task of its own, so that whoever scrolls or types meanwhile is not kept waiting.
 */
export function takeOver(hydrate: () => void): void {
  // Scripts were evaluated in this one.
  inNextTask(() => {
    first.isOver = false;
    hydrate();
    first.isOver = true;
    for (const arrival of ARRIVALS) addEventListener(arrival, takeAllOver, { capture: true });
    inNextTask(takeNextOver);
  });
}

function takeNextOver(): void {
  const next = waiting.shift();
  if (!next) return stopListening();
  next.come();
  inNextTask(takeNextOver);
}

/** Whoever touches the page finds all of it working: listeners are there before the event has come down to them. */
function takeAllOver(): void {
  for (const turn of waiting.splice(0)) turn.come();
}

function stopListening(): void {
  for (const arrival of ARRIVALS) removeEventListener(arrival, takeAllOver, { capture: true });
}

/** Unlike a timer it is not held back, and what somebody does goes before it. */
function inNextTask(act: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    act();
  };
  port2.postMessage(null);
}

interface InTurnProps {
  /** It is taken over with what is around it. Only what it was at first counts. */
  isFirst?: boolean;
  /**
   * One element, neither none nor several, without ids from `useId`, of which `useFetcher` has one too: they are counted
   * in the order of rendering.
   */
  children: ReactNode;
}

/**
 * A piece of the page that waits for its turn to be taken over, and stays as the server made it until then. What comes
 * into the page later is rendered at once.
 */
export function InTurn({ isFirst = false, children }: InTurnProps) {
  const around = useContext(AroundContext);
  const [turn] = useState(() => (around.isOver || isFirst ? undefined : makeTurn()));
  if (!turn) return children;
  return (
    <AroundContext.Provider value={turn}>
      <Suspense fallback={null}>
        <Waiting turn={turn}>{children}</Waiting>
      </Suspense>
    </AroundContext.Provider>
  );
}

/** Preact keeps the elements of what suspends while it takes a page over, and goes on with them. */
function Waiting({ turn, children }: { turn: Turn; children: ReactNode }) {
  // oxlint-disable-next-line typescript/only-throw-error
  if (!turn.hasCome) throw turn.coming;
  useLayoutEffect(() => turn.end(), [turn]);
  return children;
}

function makeTurn(): Turn {
  let resolve = () => {};
  const turn: Turn = {
    hasCome: false,
    isOver: false,
    coming: new Promise((onCome) => (resolve = onCome)),
    come: () => {
      turn.hasCome = true;
      resolve();
    },
    end: () => {
      turn.isOver = true;
    },
  };
  waiting.push(turn);
  return turn;
}
