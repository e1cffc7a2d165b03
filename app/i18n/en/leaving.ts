import { addTexts } from "#app/i18n/registry.ts";

export const leaving = {
  leaving: {
    title: "Account",
    exportTitle: "Your data",
    exportLead:
      "A zip of your account, your sessions and every message that you wrote. It is made in the background; a mail brings the link, which works for you only.",
    export: "Export my data",
    exports: "Exports",
    exportAsked: "Asked for on {{date}}",
    exportState: {
      in_progress: "Being made. A mail comes when it is ready.",
      ready: "Ready until {{date}} ({{size}}). The link is in your mail.",
      failed: "This did not work. Ask for another one.",
    },
    deactivateTitle: "Deactivate your account",
    deactivateLead:
      "You are logged out everywhere and nobody can log in. Your name and messages stay. An admin can open the account again.",
    deactivate: "Deactivate my account",
    deleteTitle: "Delete your account",
    deleteLead:
      "You are logged out everywhere now. After {{days}} days your name, address, profile, picture and settings are erased for good; until then you can change your mind by logging in. Your messages stay under the name “Deleted user”.",
    deletesMessages: "Delete the text of my messages as well",
    delete: "Delete my account",
    deletionTitle: "This account is going to be deleted",
    deletionLead:
      "On {{date}} your name, address, profile, picture and settings are erased for good. Keep the account to use it again; nothing is lost until then.",
    deletionMessages: "The text of your messages goes as well.",
    keep: "Keep my account",
    logOut: "Log out",
    deletionAskedTitle: "Your account will be deleted",
    deletionAsked:
      "You are logged out everywhere. A mail tells the day. To keep the account, log in before that.",
    deactivatedTitle: "Your account is deactivated",
    deactivated: "You are logged out everywhere. To use the account again, ask an admin.",
    logIn: "Log in",
    readme:
      "This is a copy of your data on {{url}}, made at {{date}}. Times are UTC.\n\naccount.json: your account, your profile, and the ways in which you can log in. Passwords and keys are not in it.\nsessions.json: where and when your account was used, as far as that is still kept.\nchannels.json: the conversations you are in, and those that you wrote in before you left them.\nmessages/<id>.jsonl: every message that you wrote in the conversation with that id, oldest first, one JSON object a line. What others wrote is theirs, and not in it. A message that was deleted has no text any more.\npersonal.json: your drafts, saved messages, scheduled messages and reminders, and the threads that you follow.\navatar.webp: your picture, if you have one.\n",
  },
} as const;

addTexts(leaving);
