/** What Parley mails, in English. `text` is paragraphs, separated by an empty line; `button` stands on the link, where there is one. */
export const mails = {
  greeting: "Hello {{name}},",
  footer: "You get this mail because of your account at {{url}}.",
  linkHint: "If the button does not work, open this address:",
  verify_email: {
    subject: "Confirm your email address",
    text: "Confirm that {{email}} is your address, so that you can get back into your account if you ever lose your password.\n\nThe link works once, for {{hours}} hours. If you did not sign up, ignore this mail.",
    button: "Confirm address",
  },
  change_email: {
    subject: "Confirm your new email address",
    text: "Confirm that {{email}} is your address now. Until then your account keeps the old one.\n\nThe link works once, for {{hours}} hours. If you did not ask for this, ignore this mail.",
    button: "Confirm address",
  },
  email_changing: {
    subject: "The email address of your account is about to change",
    text: "Somebody who is logged in to your account asked to change its address to {{email}}. It changes when somebody confirms that there, by a link.\n\nIf that was you, nothing else is needed. If not, undo it: that keeps or brings back this address, ends all sessions and asks you for a new password. The link works once, for {{days}} days.",
    button: "Undo the change",
  },
  unproven_email_changing: {
    subject: "The email address of an account is about to change",
    text: "Somebody who is logged in to an account with this address asked to change it to another one. This address was never confirmed.\n\nIf that was you, nothing else is needed. If the account is yours and it was not you, log in and change your password.",
  },
  address_in_use: {
    subject: "Your address was entered for another account",
    text: "Somebody asked to use this address for another account. You have an account with it, so nothing was changed.\n\nIf that was you, log in to the account that you have. If not, nothing is needed.",
    button: "Log in",
  },
  reset_password: {
    subject: "Set a new password",
    text: "Somebody asked for a new password for your account. The link works once, for {{minutes}} minutes.\n\nIf that was not you, ignore this mail: your password stays as it is.",
    button: "Set a new password",
  },
  password_changed: {
    subject: "Your password was changed",
    text: "The password of your account was changed, and your other sessions were ended.\n\nIf that was not you, set a new one at once.",
    button: "Set a new password",
  },
  deletion_requested: {
    subject: "Your account will be deleted on {{date}}",
    text: "You asked to delete your account. On {{date}} your name, address, profile, picture and settings are erased for good; until then nothing changes for others. You were logged out everywhere.\n\nIf you change your mind, log in before that day and choose “Keep my account”. If it was not you, do that now and change your password.",
    button: "Log in to keep it",
  },
  export_ready: {
    subject: "Your data is ready",
    text: "The copy of your data that you asked for is ready. It can be downloaded for {{days}} days, by you only: you have to be logged in.\n\nIf you did not ask for it, change your password and end your other sessions.",
    button: "Download your data",
  },
  account_locked: {
    subject: "Your account is locked for {{minutes}} minutes",
    text: "Somebody entered a wrong password or code too often, from the address {{address}}. Nobody can log in to your account until the {{minutes}} minutes are over; where you are logged in already, you stay so.\n\nIf that was not you, nothing else is needed as long as your password is hard to guess. If you have forgotten it, set a new one.",
    button: "Set a new password",
  },
  factors_reset: {
    subject: "Your second factor was removed",
    text: "An admin removed every second factor of your account: authenticator app, recovery codes and passkeys. The reason they gave: {{reason}}\n\nIf you did not ask for this, change your password and talk to your admin. Then set up a new second factor.",
    button: "Set up a second factor",
  },
  app_added: {
    subject: "An authenticator app was added to your account",
    text: "Logging in now asks for a code of your authenticator app.\n\nIf that was not you, change your password at once and remove the app.",
    button: "Open your second factor settings",
  },
  app_removed: {
    subject: "The authenticator app was removed from your account",
    text: "Logging in no longer asks for a code of your authenticator app.\n\nIf that was not you, change your password at once and set the app up again.",
    button: "Open your second factor settings",
  },
  passkey_added: {
    subject: "A passkey was added to your account",
    text: 'The passkey "{{passkey}}" can now log in to your account.\n\nIf that was not you, change your password at once and remove the passkey.',
    button: "Open your second factor settings",
  },
  passkey_removed: {
    subject: "A passkey was removed from your account",
    text: 'The passkey "{{passkey}}" can no longer log in to your account.\n\nIf that was not you, change your password at once.',
    button: "Open your second factor settings",
  },
  recovery_codes_renewed: {
    subject: "New recovery codes were made for your account",
    text: "Your account has ten new recovery codes. The earlier ones no longer work.\n\nIf that was not you, change your password at once and make new codes.",
    button: "Open your second factor settings",
  },
  recovery_code_used: {
    subject: "A recovery code was used for your account",
    text: "Somebody used one of your recovery codes. Codes that are left: {{left}}.\n\nIf that was not you, change your password at once and make new codes.",
    button: "Open your second factor settings",
  },
  identity_linked: {
    subject: "Your account is now connected with {{provider}}",
    text: "From now on an account at {{provider}} can log in to your account here.\n\nIf that was not you, disconnect it and change your password at once.",
    button: "Open your connections",
  },
  identity_unlinked: {
    subject: "Your account is no longer connected with {{provider}}",
    text: "The account at {{provider}} can no longer log in to your account here.\n\nIf that was not you, change your password at once.",
    button: "Open your connections",
  },
  proof_locked: {
    subject: "Somebody guessed your password in an open session",
    text: "In a session of yours that is open, a wrong password or code was entered too often, from the address {{address}}. For {{minutes}} minutes nobody can change your password, your address or your second factors there.\n\nIf that was not you, somebody has got into one of your devices. Look at your sessions, end those you do not know, and change your password.",
    button: "Look at your sessions",
  },
  session_replayed: {
    subject: "One of your sessions was ended",
    text: "The session of {{device}} was used from two places at once. Somebody may have copied it, so it was ended on both.\n\nLog in again. If you do not know what happened, change your password, which ends all other sessions.",
    button: "Open your security settings",
  },
} as const;
