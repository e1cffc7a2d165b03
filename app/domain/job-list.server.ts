/*
 * Every module that defines a job, one import a line. Loading this file is what makes the jobs known to a process that
 * runs them; a job that is missing here is stored and never run.
 */
import "./deletion/erase-account.server.ts";
import "./exports/make-export.server.ts";
import "./exports/remove-exports.server.ts";
import "./files/remove-files.server.ts";
import "./lockouts/sweep-lockouts.server.ts";
import "./mail/send-letter.server.ts";
import "./messages/here-mentions.server.ts";
import "./memberships/unread-drift.server.ts";
import "./reminders/remind.server.ts";
import "./scheduled/deliver-scheduled.server.ts";
import "./scheduled/sweep-scheduled.server.ts";
import "./tokens/forget-tokens.server.ts";
import "./users/change-email.server.ts";
import "./users/sweep-statuses.server.ts";
import "./verification/request-reset.server.ts";
import "./verification/send-verification.server.ts";
