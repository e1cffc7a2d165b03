import { index, layout, prefix, route, type RouteConfig } from "@remix-run/route-config";

/** The site map: every URL that Parley answers, on one page. */
export default [
  layout("routes/shell.tsx", [
    index("routes/home.tsx"),
    ...prefix("channels", [
      route("new", "routes/channels/new.tsx"),
      route("browse", "routes/channels/browse.tsx"),
      route(":channelId", "routes/channels/channel.tsx"),
    ]),
    route("messages/new", "routes/messages/new.tsx"),
    route("settings", "routes/settings/index.ts"),
    route("settings/profile", "routes/settings/profile.tsx"),
    route("search", "routes/search.tsx"),
    route("*", "routes/not-found.tsx"),
  ]),

  route("signup", "routes/auth/signup.tsx"),
  route("login", "routes/auth/login.tsx"),
  route("logout", "routes/auth/logout.ts"),

  route("resources/messages", "routes/resources/messages.ts"),
  route("health", "routes/resources/health.ts"),
  route("health/live", "routes/resources/health-live.ts"),

  ...prefix("api/v1", [
    ...prefix("auth", [
      route("signup", "routes/api/v1/auth-signup.ts"),
      route("login", "routes/api/v1/auth-login.ts"),
      route("refresh", "routes/api/v1/auth-refresh.ts"),
      route("logout", "routes/api/v1/auth-logout.ts"),
    ]),
    route("me", "routes/api/v1/me.ts"),
    route("me/sessions", "routes/api/v1/my-sessions.ts"),
    route("me/sessions/:sessionId", "routes/api/v1/my-session.ts"),
    route("users", "routes/api/v1/users.ts"),
    route("users/:userId", "routes/api/v1/user.ts"),
    route("channels", "routes/api/v1/channels.ts"),
    route("channels/browse", "routes/api/v1/channels-browse.ts"),
    route("channels/direct", "routes/api/v1/channels-direct.ts"),
    ...prefix("channels/:channelId", [
      route("", "routes/api/v1/channel.ts"),
      route("join", "routes/api/v1/channel-join.ts"),
      route("leave", "routes/api/v1/channel-leave.ts"),
      route("members", "routes/api/v1/channel-members.ts"),
      route("messages", "routes/api/v1/channel-messages.ts"),
      route("changes", "routes/api/v1/channel-changes.ts"),
      route("read", "routes/api/v1/channel-read.ts"),
    ]),
  ]),
  route("api/*", "routes/api/v1/not-found.ts"),
] satisfies RouteConfig;
