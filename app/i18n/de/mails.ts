import type { mails as source } from "../en/mails.ts";

type Translated<T> = { [K in keyof T]: T[K] extends string ? string : Translated<T[K]> };

/** What Parley mails, in German. */
export const mails: Translated<typeof source> = {
  greeting: "Hallo {{name}},",
  footer: "Diese Mail kommt wegen deines Kontos auf {{url}}.",
  linkHint: "Wenn der Knopf nicht geht, öffne diese Adresse:",
  verify_email: {
    subject: "Bestätige deine E-Mail-Adresse",
    text: "Bestätige, dass {{email}} deine Adresse ist, damit du wieder in dein Konto kommst, falls du dein Passwort verlierst.\n\nDer Link geht einmal und {{hours}} Stunden lang. Wenn du dich nicht registriert hast, lass diese Mail liegen.",
    button: "Adresse bestätigen",
  },
  change_email: {
    subject: "Bestätige deine neue E-Mail-Adresse",
    text: "Bestätige, dass {{email}} jetzt deine Adresse ist. Bis dahin behält dein Konto die alte.\n\nDer Link geht einmal und {{hours}} Stunden lang. Wenn du das nicht verlangt hast, lass diese Mail liegen.",
    button: "Adresse bestätigen",
  },
  email_changing: {
    subject: "Die E-Mail-Adresse deines Kontos soll sich ändern",
    text: "Jemand, der in deinem Konto angemeldet ist, will dessen Adresse in {{email}} ändern. Sie ändert sich, sobald jemand dort den Link bestätigt.\n\nWenn du das warst, brauchst du nichts weiter zu tun. Wenn nicht, mach es rückgängig: Dann gilt diese Adresse weiter oder wieder, alle Sitzungen enden, und du wirst nach einem neuen Passwort gefragt. Der Link geht einmal und {{days}} Tage lang.",
    button: "Änderung rückgängig machen",
  },
  unproven_email_changing: {
    subject: "Die E-Mail-Adresse eines Kontos soll sich ändern",
    text: "Jemand, der in einem Konto mit dieser Adresse angemeldet ist, will sie durch eine andere ersetzen. Diese Adresse wurde nie bestätigt.\n\nWenn du das warst, brauchst du nichts weiter zu tun. Wenn das Konto dir gehört und du es nicht warst, melde dich an und ändere dein Passwort.",
  },
  address_in_use: {
    subject: "Deine Adresse wurde für ein anderes Konto angegeben",
    text: "Jemand wollte diese Adresse für ein anderes Konto verwenden. Du hast schon ein Konto damit, darum wurde nichts geändert.\n\nWenn du das warst, melde dich in dem Konto an, das du hast. Wenn nicht, brauchst du nichts zu tun.",
    button: "Anmelden",
  },
  reset_password: {
    subject: "Setze ein neues Passwort",
    text: "Jemand hat für dein Konto nach einem neuen Passwort gefragt. Der Link geht einmal und {{minutes}} Minuten lang.\n\nWenn du das nicht warst, lass diese Mail liegen: Dein Passwort bleibt, wie es ist.",
    button: "Neues Passwort setzen",
  },
  password_changed: {
    subject: "Dein Passwort wurde geändert",
    text: "Das Passwort deines Kontos wurde geändert, und deine anderen Sitzungen wurden beendet.\n\nWenn du das nicht warst, setze sofort ein neues.",
    button: "Neues Passwort setzen",
  },
  deletion_requested: {
    subject: "Dein Konto wird am {{date}} gelöscht",
    text: "Du hast darum gebeten, dein Konto zu löschen. Am {{date}} werden dein Name, deine Adresse, dein Profil, dein Bild und deine Einstellungen endgültig gelöscht; bis dahin ändert sich für andere nichts. Du wurdest überall abgemeldet.\n\nWenn du es dir anders überlegst, melde dich vor diesem Tag an und wähle „Keep my account“. Wenn du das nicht warst, tu das jetzt und ändere dein Passwort.",
    button: "Anmelden und behalten",
  },
  export_ready: {
    subject: "Deine Daten liegen bereit",
    text: "Die Kopie deiner Daten, um die du gebeten hast, ist fertig. Du kannst sie {{days}} Tage lang herunterladen, und nur du: Dafür musst du angemeldet sein.\n\nWenn du nicht darum gebeten hast, ändere dein Passwort und beende deine anderen Sitzungen.",
    button: "Daten herunterladen",
  },
  account_locked: {
    subject: "Dein Konto ist für {{minutes}} Minuten gesperrt",
    text: "Jemand hat zu oft ein falsches Passwort oder einen falschen Code eingegeben, von der Adresse {{address}}. Bis die {{minutes}} Minuten um sind, kann sich niemand in deinem Konto anmelden; wo du schon angemeldet bist, bleibst du es.\n\nWenn du das nicht warst, brauchst du nichts weiter zu tun, solange dein Passwort schwer zu erraten ist. Wenn du es vergessen hast, setze ein neues.",
    button: "Neues Passwort setzen",
  },
  factors_reset: {
    subject: "Dein zweiter Faktor wurde entfernt",
    text: "Ein Admin hat jeden zweiten Faktor deines Kontos entfernt: Authenticator-App, Wiederherstellungscodes und Passkeys. Der angegebene Grund: {{reason}}\n\nWenn du nicht darum gebeten hast, ändere dein Passwort und sprich mit deinem Admin. Richte danach einen neuen zweiten Faktor ein.",
    button: "Zweiten Faktor einrichten",
  },
  app_added: {
    subject: "Dein Konto hat jetzt eine Authenticator-App",
    text: "Beim Anmelden wird ab jetzt nach einem Code deiner Authenticator-App gefragt.\n\nWenn du das nicht warst, ändere sofort dein Passwort und entferne die App.",
    button: "Zweiten Faktor öffnen",
  },
  app_removed: {
    subject: "Die Authenticator-App deines Kontos wurde entfernt",
    text: "Beim Anmelden wird nicht mehr nach einem Code deiner Authenticator-App gefragt.\n\nWenn du das nicht warst, ändere sofort dein Passwort und richte die App neu ein.",
    button: "Zweiten Faktor öffnen",
  },
  passkey_added: {
    subject: "Dein Konto hat einen neuen Passkey",
    text: "Mit dem Passkey „{{passkey}}“ kann man sich jetzt in deinem Konto anmelden.\n\nWenn du das nicht warst, ändere sofort dein Passwort und entferne den Passkey.",
    button: "Zweiten Faktor öffnen",
  },
  passkey_removed: {
    subject: "Ein Passkey deines Kontos wurde entfernt",
    text: "Mit dem Passkey „{{passkey}}“ kann man sich nicht mehr in deinem Konto anmelden.\n\nWenn du das nicht warst, ändere sofort dein Passwort.",
    button: "Zweiten Faktor öffnen",
  },
  recovery_codes_renewed: {
    subject: "Dein Konto hat neue Wiederherstellungscodes",
    text: "Dein Konto hat zehn neue Wiederherstellungscodes. Die früheren gelten nicht mehr.\n\nWenn du das nicht warst, ändere sofort dein Passwort und erstelle neue Codes.",
    button: "Zweiten Faktor öffnen",
  },
  recovery_code_used: {
    subject: "Ein Wiederherstellungscode deines Kontos wurde benutzt",
    text: "Jemand hat einen deiner Wiederherstellungscodes benutzt. Es sind noch {{left}} übrig.\n\nWenn du das nicht warst, ändere sofort dein Passwort und erstelle neue Codes.",
    button: "Zweiten Faktor öffnen",
  },
  identity_linked: {
    subject: "Dein Konto ist jetzt mit {{provider}} verbunden",
    text: "Mit einem Konto bei {{provider}} kann man sich ab jetzt in deinem Konto hier anmelden.\n\nWenn du das nicht warst, trenne die Verbindung und ändere sofort dein Passwort.",
    button: "Verbindungen öffnen",
  },
  identity_unlinked: {
    subject: "Dein Konto ist nicht mehr mit {{provider}} verbunden",
    text: "Mit dem Konto bei {{provider}} kann man sich nicht mehr in deinem Konto hier anmelden.\n\nWenn du das nicht warst, ändere sofort dein Passwort.",
    button: "Verbindungen öffnen",
  },
  proof_locked: {
    subject: "Jemand hat in einer offenen Sitzung dein Passwort geraten",
    text: "In einer deiner offenen Sitzungen wurde zu oft ein falsches Passwort oder ein falscher Code eingegeben, von der Adresse {{address}}. {{minutes}} Minuten lang kann dort niemand dein Passwort, deine Adresse oder deine zweiten Faktoren ändern.\n\nWenn du das nicht warst, hat jemand Zugang zu einem deiner Geräte. Sieh deine Sitzungen durch, beende, was du nicht kennst, und ändere dein Passwort.",
    button: "Sitzungen ansehen",
  },
  session_replayed: {
    subject: "Eine deiner Sitzungen wurde beendet",
    text: "Die Sitzung von {{device}} wurde von zwei Orten zugleich benutzt. Vielleicht hat jemand sie kopiert, darum wurde sie an beiden beendet.\n\nMelde dich wieder an. Wenn du nicht weißt, was geschehen ist, ändere dein Passwort; das beendet alle anderen Sitzungen.",
    button: "Sicherheit öffnen",
  },
};
