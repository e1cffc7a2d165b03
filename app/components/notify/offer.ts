import { createListeners } from "#app/hooks/publisher.ts";

let isMade = false;
const changed = createListeners();

/** The moment has come to ask whether this browser shall show notifications: see `mayAsk`. */
export function makeOffer(isOn: boolean): void {
  if (isMade === isOn) return;
  isMade = isOn;
  changed.call();
}

export const onOffer = changed.add;

export function isOfferMade(): boolean {
  return isMade;
}
