import { addTexts } from "#app/i18n/registry.ts";

export const security = {
  security: {
    title: "Security",
    emailTitle: "Email address",
    verified: "{{email}} is confirmed.",
    unverified: "{{email}} is not confirmed yet. Open the link that was mailed there.",
    newEmail: "New email address",
    changeEmail: "Change address",
    emailAsked: "A link was mailed to {{email}}. Your address changes when you confirm it there.",
    passwordTitle: "Password",
    passwordLead: "Setting a new one ends all other sessions.",
    noPassword: "Your account has no password yet.",
    newPassword: "New password",
    changePassword: "Set password",
    passwordChanged: "The new password is set, and all other sessions have ended.",
    sessionsTitle: "Sessions",
    sessionsLead: "Where you are logged in. End what you do not know, and change your password then.",
    device: "{{browser}} on {{system}}",
    unknownDevice: "Unknown device",
    current: "This one",
    address: "Address {{address}}",
    lastSeen: "Last seen",
    method: {
      password: "Logged in with a password",
      passkey: "Logged in with a passkey",
      provider: "Logged in with another account",
      sign_up: "Opened at sign-up",
    },
    endSession: "End session",
    endOthers: "End all other sessions",
    onlyThis: "There is no other session.",
  },
} as const;

addTexts(security);
