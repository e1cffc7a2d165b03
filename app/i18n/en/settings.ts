import { addTexts } from "#app/i18n/registry.ts";

export const settings = {
  settings: {
    nav: "Settings",
    profile: "Profile",
    security: "Security",
    secondFactor: "Second factor",
    connections: "Connections",
    account: "Account",
    proofTitle: "Show that it is you",
    proofPassword: "Your password",
    proofCode: "Code or recovery code",
    proofEither: "Your password, or a code of your second factor. Either is enough.",
    proofLogIn: "Log out and in again first. Your account has no password and no second factor to ask for.",
  },
} as const;

addTexts(settings);
