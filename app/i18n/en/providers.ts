import { addTexts } from "#app/i18n/registry.ts";

export const providers = {
  providers: {
    continue: "Continue with {{name}}",
    remember: "Stay logged in after that",
    leavingTitle: "Going to {{name}}",
    leaving: "You log in at {{host}} and come back then.",
    logInToConnect:
      "There is an account with your email address here already. Log in to it to connect {{name}}.",
    title: "Connections",
    listTitle: "Other ways to log in",
    lead: "Accounts elsewhere that can log in to this one.",
    none: "No other service is set up here. Whoever runs this server can add GitHub, Google or a single sign-on.",
    connectedAs: "Connected as {{label}} since {{since}}.",
    lastUsed: "Last used {{time}}.",
    notConnected: "Not connected.",
    connect: "Connect {{name}}",
    disconnect: "Disconnect {{name}}",
    disconnected: "Disconnected.",
    confirm: "Confirm",
    confirmed: "Confirmed.",
    prove: "Confirm with {{name}}",
    pendingTitle: "Connect {{name}}",
    pendingLead: "You came with {{label}} of {{name}}. Once it is connected, it can log in to this account.",
    connectPending: "Connect {{label}}",
    connected: "Connected.",
  },
} as const;

addTexts(providers);
