import type { FormFailure } from "#app/shared/page-problem.ts";
import type { MessageView } from "#app/shared/views.ts";
import { RequestError } from "./connection.ts";
import type { OutboxItem } from "./outbox-storage.ts";

/** Sends over HTTP, for networks that let no websocket through. Throws `RequestError` as a request on the socket does. */
export async function sendByForm(item: OutboxItem): Promise<MessageView> {
  const { channelId, clientId, body, parentId, quoteId, files = [] } = item;
  const form = new URLSearchParams({ channelId, clientId, body });
  if (parentId) form.set("parentId", parentId);
  if (quoteId) form.set("quoteId", quoteId);
  for (const { id } of files) form.append("fileIds", id);
  const response = await fetch("/resources/messages", { method: "POST", body: form }).catch(() => undefined);
  if (!response) throw new RequestError("offline", "");
  // Whose session has ended is sent to the login page, which is no JSON.
  if (response.redirected) throw new RequestError("unauthenticated", "");
  const answer = (await response.json().catch(() => undefined)) as MessageView | FormFailure | undefined;
  if (!answer) throw new RequestError("unavailable", "");
  if (!("problem" in answer)) return answer;
  const { code, key, retryAfter } = answer.problem;
  throw new RequestError(code, key, retryAfter);
}
