// The few kinds of rules of which every row of the matrix has one.
import { USER_PERMISSIONS, type Permission } from "#app/shared/permissions.ts";
import type { ChannelRole } from "#app/shared/views.ts";
import { CALLERS, type CallerName, type Kind, type Outcome } from "./permission-scene.ts";

type Expected = Record<CallerName, Outcome>;

export interface Rule {
  /** Any of these lets `only` do it; `without` has none of them. */
  asked: Permission[];
  expected: Record<Kind, Expected>;
  /** Rows about channels are asked of public and of private ones. */
  isAboutChannels: boolean;
  /** Whether `only` and `without` are members of the channel. */
  areInside: boolean;
}

type Some = Partial<Expected>;

function rule(expected: (kind: Kind) => Expected, more: Partial<Rule> = {}): Rule {
  const both = { public: expected("public"), private: expected("private") };
  return { asked: [], expected: both, isAboutChannels: false, areInside: false, ...more };
}

function everybody(outcome: Outcome, but: Some = {}): Expected {
  return { ...(Object.fromEntries(CALLERS.map((name) => [name, outcome])) as Expected), ...but };
}

/** Signed in or not: it makes no difference. */
export function anybody(outcome: Outcome = "ok", but: Some = {}): Rule {
  return rule(() => everybody(outcome, but));
}

/** Everybody who is signed in and has done what their role asks for first. */
export function signedIn(outcome: Outcome = "ok", but: Some = {}): Rule {
  return rule(() => everybody(outcome, { nobody: "unauthenticated", unready: "forbidden", ...but }));
}

/** One's own account: what is done there is nobody else's business, and there for those who are not ready too. */
export function signedInOrUnready(outcome: Outcome = "ok"): Rule {
  return signedIn(outcome, { unready: outcome });
}

/** Who has one of the permissions. For what people know to be there. */
export function needs(...asked: Permission[]): Rule {
  return rule(() => permit(asked, "forbidden"), { asked });
}

/** Who has one of the permissions. For anybody else it does not exist. */
export function administers(...asked: Permission[]): Rule {
  return rule(() => permit(asked, "not_found"), { asked });
}

function permit(asked: Permission[], refusal: Outcome, but: Some = {}): Expected {
  const user = asked.some((permission) => USER_PERMISSIONS.includes(permission)) ? "ok" : refusal;
  const users = { user, member: user, moderator: user, owner: user };
  const others = {
    nobody: "unauthenticated",
    unready: "forbidden",
    admin: "ok",
    only: "ok",
    without: refusal,
  };
  return { ...users, ...others, ...but } as Expected;
}

const outside = (kind: Kind): Outcome => (kind === "public" ? "forbidden" : "not_found");

/** Those who are in the channel in one of these roles, and in public ones who has the permission for all of them. */
export function inChannel(roles: ChannelRole[], permission?: Permission): Rule {
  const inside = (role: ChannelRole): Outcome => (roles.includes(role) ? "ok" : "forbidden");
  return rule(
    (kind) => {
      const permitted = kind === "public" && permission ? "ok" : outside(kind);
      const members = { member: inside("member"), moderator: inside("moderator"), owner: inside("owner") };
      return everybody(outside(kind), {
        ...members,
        nobody: "unauthenticated",
        unready: "forbidden",
        admin: permitted,
        only: permitted,
      });
    },
    { asked: permission ? [permission] : [], isAboutChannels: true },
  );
}

/** Those who are in the channel, in whatever role, and have the permission. */
export function inChannelWith(permission: Permission): Rule {
  return rule(
    (kind) => {
      const outsiders = { user: outside(kind), admin: outside(kind) };
      return permit([permission], "forbidden", { member: "ok", moderator: "ok", owner: "ok", ...outsiders });
    },
    { asked: [permission], isAboutChannels: true, areInside: true },
  );
}

/** Whoever can see the channel: everybody a public one, its members a private one. */
export function seesChannel(): Rule {
  const members = {
    member: "ok",
    moderator: "ok",
    owner: "ok",
    nobody: "unauthenticated",
    unready: "forbidden",
  };
  return rule((kind) => everybody(kind === "public" ? "ok" : "not_found", members as Some), {
    isAboutChannels: true,
  });
}

/** Whoever may join a channel; who is in one is let through. */
export function joins(): Rule {
  return rule(
    (kind) => {
      const stranger = kind === "public" ? "ok" : "not_found";
      return permit(["channel.join"], "forbidden", { user: stranger, admin: stranger, only: stranger });
    },
    { asked: ["channel.join"], isAboutChannels: true },
  );
}

/** Whoever is in a channel, but for its last owner. */
export function leaves(): Rule {
  const all = inChannel(["member", "moderator", "owner"]);
  const { public: open, private: hidden } = all.expected;
  return {
    ...all,
    expected: { public: { ...open, owner: "conflict" }, private: { ...hidden, owner: "conflict" } },
  };
}
