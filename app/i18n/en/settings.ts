import { addTexts } from "#app/i18n/registry.ts";

export const settings = {
  settings: {
    nav: "Settings",
    profile: "Profile",
    security: "Security",
    secondFactor: "Second factor",
    privacy: "Privacy",
    privacyLead: "What others get to know about what you do here.",
    sendsReceipts: "Send read receipts",
    sendsReceiptsHint:
      "Others see how far you have read, and you see how far they have. Without it, neither: you see no read receipts of anybody else.",
    privacySave: "Save",
    privacySaved: "Saved.",
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
