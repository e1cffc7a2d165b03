import { addTexts } from "../registry.ts";

/** The parts of a conversation that most pages do without, and what its commands refuse. */
export const conversationParts = {
  conversation: {
    newSince_one: "{{count}} new",
    newSince_other: "{{count}} new",
    markRead: "Mark as read",
    quoting: "You answer {{name}}",
    quotingGone: "The message that you answer was deleted. What you send will not refer to it.",
    cancelQuote: "Cancel the answer",
    inThread: "You answer in a thread.",
    openThread: "Open the thread",
    archivedAbout: "Bring it back",
    readOnly: "Only owners and moderators write here.",
    commandOffline: "A command needs a connection. What you typed is kept.",
    scheduleOffline: "Sending later needs a connection. What you typed is kept.",
    unknownCommand: "There is no command /{{name}}. To send it as text, write //{{name}}.",
    sendLaterAt: "When",
    sendLaterHint: "In your time zone, {{zone}}.",
    schedule: "Schedule",
    scheduled: "It will be sent {{time}}.",
    seeScheduled: "See scheduled messages",
    pickTime: "Choose a time that is still to come.",
    inAnHour: "In an hour",
    thisEvening: "This evening, 18:00",
    tomorrow: "Tomorrow, 9:00",
    nextWeek: "Monday, 9:00",
    suggestions: "Suggestions",
    everybody: "Everybody in this channel",
    present: "Everybody who is here now",
  },
  errors: {
    command_unknown:
      "There is no such command. /help lists those there are. To send this as text, begin with two slashes.",
    command_invite: "Name between one and twenty people, like this: /invite @ada @ben",
    command_person: "One of these people does not exist here. Nobody was added.",
    command_time:
      "Say what and when, like this: /remind water the beans tomorrow at 9. Other times: in 10 minutes, on friday.",
    too_many_scheduled: "Too many messages are waiting to be sent. Cancel one first.",
    too_many_reminders: "You have too many reminders. Mark one as done first.",
  },
  commands: {
    me: "says what you do",
    shrug: "adds a shrug to what you write",
    topic: "sets the topic of this channel",
    invite: "adds people: @name",
    leave: "leaves this channel",
    mute: "mutes this conversation, or ends that",
    remind: "reminds you: tomorrow at 9 water the beans",
    help: "lists the commands",
  },
} as const;

addTexts(conversationParts);
