// People of a fault test, over REST as any script would.
import type { SessionView } from "#app/shared/account-views.ts";
import type { ChannelView, MessagePage, MessageView } from "#app/shared/views.ts";

/** Somebody who signed up; the token is renewed when it has run out. */
export interface Account {
  id: string;
  username: string;
  token: string;
  renew(): Promise<void>;
}

const PASSWORD = "storms pass, messages stay";

export async function call<T>(
  url: string,
  method: string,
  path: string,
  { token, body }: { token?: string; body?: unknown } = {},
): Promise<T> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      "content-type": "application/json",
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

export async function signUp(url: string, username: string): Promise<Account> {
  const body = { username, email: `${username}@parley.test`, password: PASSWORD };
  const session = await call<SessionView>(url, "POST", "/auth/signup", { body });
  const account: Account = {
    id: session.user.id,
    username,
    token: session.accessToken,
    async renew() {
      const login = { login: username, password: PASSWORD };
      account.token = (await call<SessionView>(url, "POST", "/auth/login", { body: login })).accessToken;
    },
  };
  return account;
}

/** A public channel that all of them are in. */
export async function openChannel(url: string, name: string, accounts: Account[]): Promise<string> {
  const [owner, ...others] = accounts as [Account, ...Account[]];
  const body = { name, kind: "public" };
  const { id } = await call<ChannelView>(url, "POST", "/channels", { token: owner.token, body });
  for (const { token } of others) await call(url, "POST", `/channels/${id}/join`, { token });
  return id;
}

/** Every message of a channel, page by page, as somebody new would load it. */
export async function readAll(url: string, { token }: Account, channelId: string): Promise<MessageView[]> {
  const messages: MessageView[] = [];
  for (let hasNewer = true, after = 0; hasNewer;) {
    const path = `/channels/${channelId}/messages?limit=100&after=${after}`;
    const page = await call<MessagePage>(url, "GET", path, { token });
    messages.push(...page.messages);
    hasNewer = page.hasNewer && page.messages.length > 0;
    after = messages.at(-1)?.seq ?? 0;
  }
  return messages;
}
