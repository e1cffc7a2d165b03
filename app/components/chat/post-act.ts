import { RequestError } from "#app/hooks/connection.ts";
import { ERRORS } from "#app/shared/errors.ts";

/** Posts a form about a message without leaving the page, for what sockets have no request for. Throws `RequestError`. */
export async function postAct(channelId: string, fields: Record<string, string>): Promise<void> {
  const response = await fetch(`/channels/${channelId}`, {
    method: "POST",
    body: new URLSearchParams(fields),
    // What was done is answered by sending the browser back to where it is.
    redirect: "manual",
  }).catch(() => undefined);
  if (!response) throw new RequestError("offline", "");
  if (response.type === "opaqueredirect") return;
  const [code, row] = Object.entries(ERRORS).find(([, { status }]) => status === response.status) ?? [
    "internal",
    ERRORS.internal,
  ];
  throw new RequestError(code, row.key);
}
