export * from "./accounts.ts";
export * from "./conversations.ts";
export * from "./files.ts";
export * from "./personal.ts";
export * from "./security.ts";
export * from "./sessions.ts";
export * from "./workspace.ts";
