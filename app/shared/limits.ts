/** Limits that the interface shows and the domain enforces. Text lengths are Unicode code points unless said. */
export const MESSAGE_MAX = 8000;
export const WORKSPACE_NAME_MAX = 60;
export const CHANNEL_NAME_MAX = 80;
export const CHANNEL_TOPIC_MAX = 250;
export const CHANNEL_DESCRIPTION_MAX = 1000;
export const EMOJI_MAX = 32;
/** The darkest tone of skin; 0 is none. */
export const SKIN_TONE_MAX = 5;
/** Different emoji under one message. */
export const REACTIONS_MAX = 30;
export const PINS_MAX = 100;
/** People that one message names, beyond which names are plain text. */
export const MENTIONS_MAX = 50;
/** Unread mentions that a client is told of by number. */
export const MENTION_SEQS_MAX = 100;
/** Messages that one person may have waiting to be sent later; reminders that are not done too. */
export const SCHEDULED_MAX = 200;
/** Of one person; of more, the oldest goes. */
export const DRAFTS_MAX = 200;
/** In channels of up to so many people everybody hears how far each has read; in larger ones it is asked for. */
export const RECEIPTS_LIVE_MAX = 100;
export const USERNAME_MIN = 3;
export const USERNAME_MAX = 32;
export const DISPLAY_NAME_MAX = 80;
export const EMAIL_MAX = 254;
export const BIO_MAX = 500;
export const STATUS_TEXT_MAX = 100;
export const PRONOUNS_MAX = 40;
/** Why an admin did something. */
export const REASON_MAX = 200;
export const ROLE_NAME_MIN = 2;
export const ROLE_NAME_MAX = 32;
export const PASSKEY_NAME_MAX = 60;
/** Per account. */
export const PASSKEYS_MAX = 20;
export const PASSWORD_MIN = 10;
/** Bytes of UTF-8: bcrypt reads no more, so a longer one is refused rather than cut. */
export const PASSWORD_MAX_BYTES = 72;
/** Others in a direct conversation; with oneself that makes nine. */
export const DIRECT_OTHERS_MAX = 8;
export const PAGE_SIZE = 50;
export const PAGE_MAX = 100;
export const CHANGES_PAGE = 200;
/** Channels a client may name in one `sync`, and messages one answer may hold. */
export const SYNC_MAX = 2000;
export const SYNC_MESSAGES_MAX = 500;
/** Bytes of a JSON or form body; files go another way. */
export const BODY_MAX_BYTES = 256 * 1024;
export const AVATAR_MAX_BYTES = 5 * 1024 * 1024;
/** Bytes of one file of a message. */
export const FILE_MAX_BYTES = 25 * 1024 * 1024;
/** Bytes of all files that one form brings along. */
export const FORM_FILES_MAX_BYTES = 50 * 1024 * 1024;
/** Of one message. */
export const FILES_MAX = 10;
export const FILE_NAME_MAX = 200;
