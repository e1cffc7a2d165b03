import { addTexts } from "#app/i18n/registry.ts";

export const profile = {
  profile: {
    title: "Profile",
    account: "Logged in as {{username}}, {{email}}",
    you: "You",
    displayName: "Display name",
    pronouns: "Pronouns",
    bio: "About you",
    avatarTitle: "Your picture",
    avatar: "Picture",
    avatarHint:
      "A JPEG, PNG, WebP, GIF or AVIF image of up to {{max}} MB. The middle is shown; where and when it was taken is removed.",
    removeAvatar: "Remove the picture",
    statusTitle: "What you are up to",
    statusText: "Status",
    statusHint: "In a few words.",
    statusEmoji: "Emoji",
    statusEmojiHint: "One, or none.",
    statusEnd: "Clear after",
    ends: {
      never: "Never",
      half_hour: "30 minutes",
      hour: "1 hour",
      four_hours: "4 hours",
      today: "Today",
      week: "This week",
      at: "At the time below",
    },
    statusExpiresAt: "Clear at",
    statusExpiresAtHint: "In the time zone {{timeZone}}.",
    place: "Language and time",
    locale: "Language",
    localeHint: "Mails come in this language. The interface is in English for now.",
    languages: { en: "English", de: "Deutsch" },
    timeZone: "Time zone",
    browserTimeZone: "The browser's",
    save: "Save",
    saved: "Saved.",
  },
} as const;

addTexts(profile);
