import { findTroubles } from "./texts/find-troubles.ts";

/*
 * Checks the texts: every language has the same keys with the same places, each of them translated; every key is used, and
 * every key that is used is there; and no component says words that are no text. Prints what is wrong.
 */

const troubles = findTroubles();
for (const trouble of troubles) console.log(trouble);
if (troubles.length > 0) process.exitCode = 1;
