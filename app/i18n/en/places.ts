import { addTexts } from "../registry.ts";

/** The pages on which conversations are found and begun. */
export const places = {
  home: {
    title: "Welcome to Parley",
    lead: "Nothing is open yet. Three ways to begin:",
    browse: "Browse channels",
    browseHint: "See what people talk about and join in.",
    create: "New channel",
    createHint: "Make a place for a team, a project or a topic.",
    message: "New message",
    messageHint: "Write to one person or a few.",
  },
  channels: {
    newTitle: "New channel",
    name: "Name",
    nameHint: "Short and plain, like garden or release-plan.",
    topic: "Topic",
    topicHint: "What the channel is for. You can leave it empty.",
    kind: "Who can join",
    public: "Public",
    publicHint: "Everyone here can find and join it.",
    private: "Private",
    privateHint: "Only its members know that it exists.",
    create: "Create channel",
    browseTitle: "Browse channels",
    filter: "Find a channel",
    filterGo: "Find",
    none: "There is no public channel yet.",
    noneMatching: "No public channel matches this.",
    open: "Open",
  },
  people: {
    newTitle: "New message",
    pick: "Who do you want to write to?",
    pickHint: "Up to {{max}} people.",
    find: "Find people",
    findGo: "Find",
    start: "Start conversation",
    none: "There is nobody else here yet.",
    noneMatching: "Nobody matches this.",
  },
  search: {
    title: "Search",
    label: "Search messages",
    go: "Search",
    lead: "Words from any conversation you are in.",
    none: "No message has these words.",
    in: "in {{channel}}",
  },
} as const;

addTexts(places);
