import { createContext } from "react";

/** The CSP nonce of this answer; empty in the browser, which hides it from scripts. */
export const NonceContext = createContext<string | undefined>(undefined);
