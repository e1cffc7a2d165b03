import { z } from "zod";
import { commandSchema } from "#app/domain/commands/commands.schema.ts";
import { runCommand } from "#app/domain/commands/run-command.server.ts";
import { saveDraftSchema } from "#app/domain/drafts/drafts.schema.ts";
import { listDrafts } from "#app/domain/drafts/list-drafts.server.ts";
import { saveDraft } from "#app/domain/drafts/save-draft.server.ts";
import { listInbox } from "#app/domain/inbox/list-inbox.server.ts";
import { markInboxSeen } from "#app/domain/inbox/mark-inbox-seen.server.ts";
import { messageIdSchema } from "#app/domain/messages/messages.schema.ts";
import { pageSchema } from "#app/domain/paging/cursor.schema.ts";
import { saveMessage, unsaveMessage } from "#app/domain/saved/save-message.server.ts";
import { scheduleMessage } from "#app/domain/scheduled/schedule-message.server.ts";
import { scheduleMessageSchema } from "#app/domain/scheduled/scheduled.schema.ts";
import { followThread } from "#app/domain/threads/follow-thread.server.ts";
import { openThread } from "#app/domain/threads/open-thread.server.ts";
import { readThread } from "#app/domain/threads/read-thread.server.ts";
import {
  followThreadSchema,
  openThreadSchema,
  readThreadSchema,
} from "#app/domain/threads/threads.schema.ts";
import { handler } from "./handler.server.ts";

const nothingSchema = z.object({});

export const personalHandlers = {
  "message:save": handler("message:save", messageIdSchema, async (actor, { messageId }) => {
    await saveMessage(actor, messageId);
    return null;
  }),
  "message:unsave": handler("message:unsave", messageIdSchema, async (actor, { messageId }) => {
    await unsaveMessage(actor, messageId);
    return null;
  }),
  "message:schedule": handler("message:schedule", scheduleMessageSchema, scheduleMessage),
  "command:run": handler("command:run", commandSchema, runCommand),
  "draft:save": handler("draft:save", saveDraftSchema, saveDraft),
  "draft:list": handler("draft:list", nothingSchema, listDrafts),
  "thread:open": handler("thread:open", openThreadSchema, openThread),
  "thread:read": handler("thread:read", readThreadSchema, readThread),
  "thread:follow": handler("thread:follow", followThreadSchema, followThread),
  "inbox:list": handler("inbox:list", pageSchema, listInbox),
  "inbox:seen": handler("inbox:seen", nothingSchema, async (actor) => {
    await markInboxSeen(actor);
    return null;
  }),
};
