import { addTexts } from "../registry.ts";

/** The page of a channel: its head, its timeline and the composer. */
export const conversation = {
  conversation: {
    star: "Star",
    pins: "Pinned messages",
    about: "About",
    typingOne: "{{name}} is typing",
    typingTwo: "{{first}} and {{second}} are typing",
    typingMany: "Several people are typing",
    joined: "{{names}} joined",
    left: "{{names}} left",
    others_one: "{{count}} other",
    others_other: "{{count}} others",
    loadingNewer: "Loading newer messages",
    newerFailed: "Newer messages could not be loaded. Try again.",
    limited: "Sent too fast. You can send again in {{duration}}.",
    tooFast: "That was too often. You can send again in {{duration}}.",
    sendLater: "Send later",
    /** What commands answer to who gave them. */
    commands: {
      help: "Commands: {{commands}}. To send a text that begins with a slash, write two.",
      invited: "Added: {{names}}.",
      muted: "This conversation is muted.",
      unmuted: "This conversation is no longer muted.",
      reminder: "You will be reminded of “{{text}}” on {{at}} ({{timeZone}}).",
    },
  },
} as const;

addTexts(conversation);
