/** Everything that a role may allow, in the order in which admins read it. Each is asked for by a verb in app/domain. */
export const PERMISSIONS = [
  "channel.create",
  "channel.create.private",
  "channel.join",
  "channel.edit.any",
  "channel.archive",
  "member.manage.any",
  "direct.start",
  "message.send",
  "message.send.fast",
  "message.mention.all",
  "message.delete.any",
  "user.search",
  "user.read.private",
  "user.deactivate",
  "user.unlock",
  "user.session.end",
  "user.factor.reset",
  "user.role.assign",
  "invite.create",
  "invite.manage",
  "role.manage",
  "audit.read",
  "workspace.manage",
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** What a new account may do until an admin changes the role "user". */
export const USER_PERMISSIONS: readonly Permission[] = [
  "channel.create",
  "channel.create.private",
  "channel.join",
  "direct.start",
  "message.send",
  "message.mention.all",
  "user.search",
];

/** The pages under /admin, in the order of their tabs. Each opens to whoever has one of its permissions. */
export const ADMIN_PAGES = {
  users: [
    "user.read.private",
    "user.deactivate",
    "user.unlock",
    "user.session.end",
    "user.factor.reset",
    "user.role.assign",
  ],
  roles: ["role.manage"],
  invites: ["invite.create", "invite.manage"],
  audit: ["audit.read"],
  workspace: ["workspace.manage"],
} as const satisfies Record<string, readonly Permission[]>;

export type AdminPageName = keyof typeof ADMIN_PAGES;

/** Any of these opens a page under /admin. */
export const ADMIN_PERMISSIONS: readonly Permission[] = Object.values(ADMIN_PAGES).flat();
