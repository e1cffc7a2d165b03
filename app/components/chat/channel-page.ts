import { useOutletContext, useRouteLoaderData } from "@remix-run/react";
import type { FormFailure } from "#app/shared/page-problem.ts";
import type { ChannelView, CommandAnswer, OwnUserView } from "#app/shared/views.ts";

/** What the reader may do in a channel, as the server knows it when the page is loaded. */
export interface ChannelRights {
  /** Also where only owners and moderators write. */
  writesReadOnly: boolean;
  canPin: boolean;
  /** May delete what others wrote. */
  canDelete: boolean;
  /** May name @channel and @here. */
  canMentionAll: boolean;
  canArchive: boolean;
}

export interface CommandHint {
  name: string;
  /** What it does and takes: a key of the texts. */
  usageKey: string;
}

/** What the channel's page gives to those beside its conversation, through the outlet. */
export interface ChannelOutletContext {
  /** As it is known live. */
  channel: ChannelView;
  /** What the conversation is called. */
  name: string;
  me: OwnUserView;
  rights: ChannelRights;
  canWrite: boolean;
  clientId: string;
  /** The server's time when the page was made. */
  now: string;
  failure: FormFailure | undefined;
}

export function useChannelOutlet(): ChannelOutletContext {
  return useOutletContext<ChannelOutletContext>();
}

/** What a command told who gave it, by a form. */
export type CommandNotice = NonNullable<CommandAnswer["notice"]>;

interface ComposerPage {
  rights: ChannelRights;
  commands: readonly CommandHint[];
  /** This device shows the buttons that format. */
  showsFormatting: boolean;
}

/** What the composer has to know of the page around it, be it in the conversation or in a thread. */
export function useComposerPage(): ComposerPage | undefined {
  return useRouteLoaderData("routes/channels/channel");
}

/** Whether the reader may write in a channel they are in, as it is now. */
export function canWriteIn(channel: ChannelView, rights: ChannelRights): boolean {
  return !channel.archivedAt && (!channel.isReadOnly || rights.writesReadOnly);
}
