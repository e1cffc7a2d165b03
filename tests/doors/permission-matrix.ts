// Every address and every socket event, and who may use it. `permissions.test.ts` asks all of them as everybody, and fails
// for an address, a method or an event that has no row here.
import { createId } from "#app/shared/ids.ts";
import { ADMIN_PAGES, ADMIN_PERMISSIONS } from "#app/shared/permissions.ts";
import { uniqueName } from "#tests/factories.ts";
import {
  administers,
  anybody,
  inChannel,
  inChannelWith,
  joins,
  leaves,
  needs,
  seesChannel,
  signedIn,
  signedInOrUnready,
  type Rule,
} from "./permission-rules.ts";
import type { Scene } from "./permission-scene.ts";

type Fields = Record<string, unknown>;
/** What is sent: for pages the fields of a form, elsewhere JSON. */
type Body = Fields | ((scene: Scene) => Fields | Promise<Fields>);

type Row = [rule: Rule, body?: Body];

const OWNERS = ["owner"] as const;
const KEEPERS = ["owner", "moderator"] as const;
const MEMBERS = ["owner", "moderator", "member"] as const;

const named = () => ({ name: uniqueName("channel") });
const message = () => ({ clientId: createId(), body: "Hello" });
const intent = (name: string, more: Fields = {}) => ({ intent: name, ...more });
const withUser = async (scene: Scene) => ({ userIds: [await scene.userId()] });
const withRole = async (scene: Scene) => ({ role: await scene.role() });
const reason = { reason: "Because" };
const freshRole = () => ({ name: `role-${createId().slice(-8)}`, permissions: [] });
const token = { token: "none", newPassword: "a long enough passphrase" };
const inside = async (scene: Scene) => (await scene.withUserInside(), {});

/** By method and pattern, as in app/routes.ts. What follows is only there to tell two rows of one address apart. */
export const routes: Record<string, Row> = {
  "GET /": [signedIn()],
  "GET /channels/new": [signedIn()],
  "POST /channels/new public": [needs("channel.create"), () => ({ ...named(), kind: "public" })],
  "POST /channels/new private": [needs("channel.create.private"), () => ({ ...named(), kind: "private" })],
  "GET /channels/browse": [needs("channel.join")],
  "GET /channels/:channelId": [seesChannel()],
  "POST /channels/:channelId send": [inChannelWith("message.send"), () => intent("send", message())],
  "POST /channels/:channelId join": [joins(), intent("join")],
  "POST /channels/:channelId leave": [leaves(), intent("leave")],
  "GET /messages/new": [needs("user.search")],
  "POST /messages/new": [needs("direct.start"), withUser],
  "GET /search": [signedIn()],
  "GET /*": [signedIn("not_found")],

  "GET /settings": [anybody()],
  "GET /settings/profile": [signedIn()],
  "POST /settings/profile": [signedIn(), { displayName: "Somebody" }],
  "GET /settings/security": [signedIn()],
  "POST /settings/security": [signedIn(), intent("end-others")],
  "GET /settings/security/second-factor": [signedInOrUnready()],
  "POST /settings/security/second-factor": [signedInOrUnready(), intent("cancel-app")],
  "GET /settings/connections": [signedIn()],
  "POST /settings/connections": [signedIn(), { confirm: "" }],
  "GET /settings/account": [signedIn()],
  "POST /settings/account": [signedIn("malformed"), intent("none")],

  "GET /admin": [administers(...ADMIN_PERMISSIONS)],
  "GET /admin/users": [administers(...ADMIN_PAGES.users)],
  "GET /admin/users/:userId": [administers(...ADMIN_PAGES.users)],
  "POST /admin/users/:userId role": [
    administers("user.role.assign"),
    async (scene) => intent("assign-role", await withRole(scene)),
  ],
  "POST /admin/users/:userId end-session": [
    administers("user.session.end"),
    async (scene) => intent("end-session", { sessionId: await scene.sessionOfUser() }),
  ],
  "POST /admin/users/:userId end-sessions": [administers("user.session.end"), intent("end-sessions")],
  "POST /admin/users/:userId unlock": [administers("user.unlock"), intent("unlock")],
  "POST /admin/users/:userId factors": [administers("user.factor.reset"), intent("reset-factors", reason)],
  "POST /admin/users/:userId deactivate": [administers("user.deactivate"), intent("deactivate", reason)],
  "POST /admin/users/:userId reactivate": [administers("user.deactivate"), intent("reactivate")],
  "GET /admin/roles": [administers("role.manage")],
  "POST /admin/roles": [administers("role.manage"), () => ({ name: freshRole().name })],
  "GET /admin/roles/:role": [administers("role.manage")],
  "POST /admin/roles/:role save": [
    administers("role.manage"),
    async (scene) => intent("save", { name: await scene.role() }),
  ],
  "POST /admin/roles/:role delete": [administers("role.manage"), intent("delete")],
  "GET /admin/invites": [administers(...ADMIN_PAGES.invites)],
  "POST /admin/invites create": [administers("invite.create"), { label: "", expiresIn: "day", maxUses: "" }],
  "POST /admin/invites revoke": [
    administers("invite.manage"),
    async (scene) => intent("revoke", { inviteId: await scene.inviteId() }),
  ],
  "GET /admin/audit": [administers("audit.read")],

  "GET /signup": [anybody()],
  "POST /signup": [anybody("ok", { nobody: "invalid_input" })],
  "GET /login": [anybody()],
  "POST /login": [anybody("ok", { nobody: "invalid_input" })],
  "GET /login/second-factor": [anybody("ok", { nobody: "unauthenticated" })],
  "POST /login/second-factor": [anybody("ok", { nobody: "unauthenticated" }), { code: "123456" }],
  "GET /logout": [anybody()],
  "GET /forgot-password": [anybody()],
  "POST /forgot-password": [anybody(), { login: "nobody-is-called-so" }],
  "GET /reset-password": [anybody()],
  "POST /reset-password": [anybody("gone"), token],
  "GET /verify-email": [signedIn()],
  "POST /verify-email": [signedIn("malformed"), intent("none")],
  "GET /confirm-email": [anybody()],
  "POST /confirm-email": [anybody("gone")],
  "GET /undo-email-change": [anybody()],
  "POST /undo-email-change": [anybody("gone")],
  "GET /auth/:provider": [anybody("not_found")],
  "POST /auth/:provider": [anybody("not_found")],
  "GET /auth/:provider/callback": [anybody("not_found")],
  "GET /account/deletion": [signedIn()],
  "POST /account/deletion": [signedIn()],
  "POST /logout": [anybody()],

  "GET /resources/passkeys": [anybody("not_found")],
  "POST /resources/passkeys": [signedInOrUnready(), { step: "begin", purpose: "register" }],
  "GET /avatars/:userId/:avatarId/:size": [signedIn("not_found")],
  "GET /exports": [signedIn()],
  "POST /resources/messages": [
    inChannelWith("message.send"),
    async (scene) => ({ ...message(), channelId: await scene.channelId() }),
  ],
  "GET /health": [anybody()],
  "GET /health/live": [anybody()],

  "POST /api/v1/auth/signup": [anybody("invalid_input")],
  "POST /api/v1/auth/login": [anybody("invalid_input")],
  "POST /api/v1/auth/refresh": [anybody("unauthenticated"), { refreshToken: "none" }],
  "POST /api/v1/auth/logout": [anybody(), { refreshToken: "none" }],
  "POST /api/v1/auth/forgot-password": [anybody(), { login: "nobody-is-called-so" }],
  "POST /api/v1/auth/reset-password": [anybody("gone"), token],
  "POST /api/v1/auth/confirm-email": [anybody("gone"), token],

  "GET /api/v1/me": [signedInOrUnready()],
  "PATCH /api/v1/me": [signedIn(), { displayName: "Somebody" }],
  "DELETE /api/v1/me": [signedIn("invalid_input"), { deletesMessages: "perhaps" }],
  "PUT /api/v1/me/password": [signedIn("invalid_input"), { newPassword: "" }],
  "PUT /api/v1/me/email": [signedIn("invalid_input"), { email: "" }],
  "POST /api/v1/me/verification": [signedIn()],
  "PUT /api/v1/me/avatar": [signedIn("invalid_input"), {}],
  "DELETE /api/v1/me/avatar": [signedIn()],
  "GET /api/v1/me/deletion": [signedIn("not_found")],
  "DELETE /api/v1/me/deletion": [signedIn("gone")],
  "GET /api/v1/me/exports": [signedIn()],
  "POST /api/v1/me/exports": [signedIn("invalid_input"), { password: 7 }],
  "GET /api/v1/me/factors": [signedInOrUnready()],
  "POST /api/v1/me/factors/totp": [signedInOrUnready()],
  "PUT /api/v1/me/factors/totp": [signedInOrUnready("invalid_input"), { code: "" }],
  "DELETE /api/v1/me/factors/totp": [signedInOrUnready()],
  "POST /api/v1/me/factors/recovery-codes": [signedIn("conflict")],
  "GET /api/v1/me/identities": [signedIn()],
  "DELETE /api/v1/me/identities/:provider": [signedIn("not_found")],
  "GET /api/v1/me/sessions": [signedIn()],
  "DELETE /api/v1/me/sessions": [signedIn()],
  "DELETE /api/v1/me/sessions/:sessionId": [signedIn("not_found")],

  "GET /api/v1/users": [needs("user.search")],
  "GET /api/v1/users/:userId": [signedIn()],
  "PATCH /api/v1/users/:userId": [administers("user.role.assign"), withRole],
  "POST /api/v1/users/:userId/deactivation": [administers("user.deactivate")],
  "DELETE /api/v1/users/:userId/deactivation": [administers("user.deactivate")],
  "DELETE /api/v1/users/:userId/lockout": [administers("user.unlock")],
  "DELETE /api/v1/users/:userId/factors": [administers("user.factor.reset"), reason],
  "DELETE /api/v1/users/:userId/sessions": [administers("user.session.end")],
  "GET /api/v1/roles": [administers("role.manage")],
  "POST /api/v1/roles": [administers("role.manage"), freshRole],
  "PATCH /api/v1/roles/:role": [administers("role.manage"), { requiresSecondFactor: true }],
  "DELETE /api/v1/roles/:role": [administers("role.manage")],
  "GET /api/v1/invites": [administers(...ADMIN_PAGES.invites)],
  "POST /api/v1/invites": [administers("invite.create")],
  "DELETE /api/v1/invites/:inviteId": [administers("invite.manage")],
  "GET /api/v1/audit": [administers("audit.read")],

  "GET /api/v1/channels": [signedIn()],
  "POST /api/v1/channels public": [needs("channel.create"), () => ({ ...named(), kind: "public" })],
  "POST /api/v1/channels private": [needs("channel.create.private"), () => ({ ...named(), kind: "private" })],
  "GET /api/v1/channels/browse": [needs("channel.join")],
  "POST /api/v1/channels/direct": [needs("direct.start"), withUser],
  "GET /api/v1/channels/:channelId": [seesChannel()],
  "PATCH /api/v1/channels/:channelId name": [inChannel([...OWNERS], "channel.edit.any"), named],
  "PATCH /api/v1/channels/:channelId topic": [inChannel([...KEEPERS], "channel.edit.any"), { topic: "Bees" }],
  "DELETE /api/v1/channels/:channelId": [inChannel([...OWNERS], "channel.archive")],
  "POST /api/v1/channels/:channelId/join": [joins()],
  "POST /api/v1/channels/:channelId/leave": [leaves()],
  "GET /api/v1/channels/:channelId/members": [inChannel([...MEMBERS], "member.manage.any")],
  "PUT /api/v1/channels/:channelId/members/:userId": [inChannel([...KEEPERS], "member.manage.any")],
  "PUT /api/v1/channels/:channelId/members/:userId role": [
    inChannel([...OWNERS], "member.manage.any"),
    { role: "moderator" },
  ],
  "DELETE /api/v1/channels/:channelId/members/:userId": [
    inChannel([...KEEPERS], "member.manage.any"),
    inside,
  ],
  "GET /api/v1/channels/:channelId/messages": [inChannel([...MEMBERS])],
  "POST /api/v1/channels/:channelId/messages": [inChannelWith("message.send"), message],
  "GET /api/v1/channels/:channelId/changes": [inChannel([...MEMBERS])],
  "PUT /api/v1/channels/:channelId/read": [inChannel([...MEMBERS]), { seq: 1 }],
  "GET /api/v1/messages/:messageId": [inChannel([...MEMBERS])],
  "DELETE /api/v1/messages/:messageId": [inChannel([...KEEPERS], "message.delete.any")],
  "GET /api/*": [anybody("not_found")],
};

const channel = async (scene: Scene) => ({ channelId: await scene.channelId() });
const mark = async (scene: Scene) => ({ ...(await channel(scene)), seq: 1 });

/** By the name of the event, and what tells two rows of one event apart. */
export const events: Record<string, Row> = {
  "message:send": [
    inChannelWith("message.send"),
    async (scene) => ({ ...message(), ...(await channel(scene)) }),
  ],
  "message:delete": [
    inChannel([...KEEPERS], "message.delete.any"),
    async (scene) => ({ messageId: await scene.messageId() }),
  ],
  "message:list": [inChannel([...MEMBERS]), channel],
  "channel:create public": [needs("channel.create"), () => ({ ...named(), kind: "public" })],
  "channel:create private": [needs("channel.create.private"), () => ({ ...named(), kind: "private" })],
  "channel:direct": [needs("direct.start"), withUser],
  "channel:join": [joins(), channel],
  "channel:leave": [leaves(), channel],
  "channel:read": [inChannel([...MEMBERS]), mark],
  "channel:delivered": [inChannel([...MEMBERS]), mark],
  "user:find": [signedIn(), withUser],
  sync: [signedIn(), { channels: {} }],
};
