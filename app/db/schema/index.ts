export * from "./accounts.ts";
export * from "./conversations.ts";
