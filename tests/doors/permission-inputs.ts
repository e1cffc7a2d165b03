// What the rows of the matrix of permissions send.
import { createId } from "#app/shared/ids.ts";
import { DAY } from "#app/shared/time.ts";
import { uniqueName } from "#tests/factories.ts";
import type { Rule } from "./permission-rules.ts";
import type { Scene } from "./permission-scene.ts";

export type Fields = Record<string, unknown>;
/** What is sent: for pages the fields of a form, elsewhere JSON. */
export type Body = Fields | ((scene: Scene) => Fields | Promise<Fields>);

export type Row = [rule: Rule, body?: Body];

export const OWNERS = ["owner"] as const;
export const KEEPERS = ["owner", "moderator"] as const;
export const MEMBERS = ["owner", "moderator", "member"] as const;

export const named = () => ({ name: uniqueName("channel") });
export const tomorrow = () => new Date(Date.now() + DAY).toISOString();
export const message = () => ({ clientId: createId(), body: "Hello" });
export const intent = (name: string, more: Fields = {}) => ({ intent: name, ...more });
export const withUser = async (scene: Scene) => ({ userIds: [await scene.userId()] });
export const withRole = async (scene: Scene) => ({ role: await scene.role() });
export const reason = { reason: "Because" };
export const freshRole = () => ({ name: `role-${createId().slice(-8)}`, permissions: [] });
export const token = { token: "none", newPassword: "a long enough passphrase" };
export const inside = async (scene: Scene) => (await scene.withUserInside(), {});
export const channel = async (scene: Scene) => ({ channelId: await scene.channelId() });
