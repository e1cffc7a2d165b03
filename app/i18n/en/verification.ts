import { addTexts } from "#app/i18n/registry.ts";

export const verification = {
  verification: {
    title: "Confirm your email address",
    sent: "A link was mailed to {{email}}. Open it to confirm that the address is yours.",
    restricted: "Nothing else is open until then.",
    resend: "Send the link again",
    resent: "A new link is on its way. Earlier ones no longer work.",
    wrongAddress: "Is the address wrong?",
    logOut: "Log out",
    confirmLead: "Confirm that {{email}} is your address.",
    confirm: "Confirm address",
    confirmed: "{{email}} is confirmed.",
    goOn: "Continue",
    gone: "This link was used already, or it is too old.",
    askAgain: "Ask for a new link",
    forgotTitle: "Forgot your password?",
    forgotLead: "Enter the address of your account. You get a link there that lets you set a new password.",
    email: "Email",
    emailHint: "Your username works as well.",
    sendLink: "Send link",
    linkSent:
      "If there is an account with this address or username, a mail with a link is on its way. The link works for an hour.",
    backToLogIn: "Back to log-in",
    resetTitle: "Set a new password",
    resetLead: "For the account {{username}}. All its sessions end.",
    newPassword: "New password",
    setPassword: "Set password",
    resetDone: "The new password is set. Log in with it.",
    undoTitle: "Undo the change of address",
    undoLead:
      "{{email}} stays or becomes the address of your account again. All sessions end, and you set a new password.",
    undo: "Undo the change",
    undoGone:
      "This link was used already, or it is too old. Ask an admin if the account is not in your hands.",
  },
} as const;

addTexts(verification);
