// Every socket event, and who may use it. `permissions.test.ts` fails for one that has no row here.
import { createId } from "#app/shared/ids.ts";
import {
  channel,
  KEEPERS,
  MEMBERS,
  named,
  tomorrow,
  message,
  withUser,
  type Row,
} from "./permission-inputs.ts";
import { inChannel, inChannelWith, joins, leaves, needs, signedIn } from "./permission-rules.ts";
import type { Scene } from "./permission-scene.ts";

const mark = async (scene: Scene) => ({ ...(await channel(scene)), seq: 1 });
const thumbsUp = async (scene: Scene) => ({ messageId: await scene.messageId(), emoji: "👍" });
const root = async (scene: Scene) => ({ rootId: await scene.messageId() });

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
  "message:edit of another": [
    inChannel([]),
    async (scene) => ({ messageId: await scene.messageId(), body: "Changed" }),
  ],
  "message:pin": [inChannel([...MEMBERS]), async (scene) => ({ messageId: await scene.messageId() })],
  "message:unpin": [inChannel([...MEMBERS]), async (scene) => ({ messageId: await scene.messageId() })],
  "message:forward": [
    inChannelWith("message.send"),
    async (scene) => ({ ...message(), ...(await channel(scene)), messageId: await scene.messageId() }),
  ],
  "message:find": [signedIn(), async (scene) => ({ messageIds: [await scene.messageId()] })],
  "reaction:add": [inChannel([...MEMBERS]), thumbsUp],
  "reaction:remove": [inChannel([...MEMBERS]), thumbsUp],
  "message:list": [inChannel([...MEMBERS]), channel],
  "message:save": [inChannel([...MEMBERS]), async (scene) => ({ messageId: await scene.messageId() })],
  "message:unsave": [signedIn(), async (scene) => ({ messageId: await scene.messageId() })],
  "message:schedule": [
    inChannelWith("message.send"),
    async (scene) => ({ ...message(), ...(await channel(scene)), sendAt: tomorrow() }),
  ],
  "command:run": [
    inChannel([...MEMBERS]),
    async (scene) => ({ ...(await channel(scene)), clientId: createId(), text: "/help" }),
  ],
  "draft:save": [inChannel([...MEMBERS]), async (scene) => ({ ...(await channel(scene)), body: "Not yet" })],
  "draft:list": [signedIn()],
  "thread:open": [inChannel([...MEMBERS]), root],
  "thread:read": [inChannel([...MEMBERS]), async (scene) => ({ ...(await root(scene)), seq: 1 })],
  "thread:follow": [inChannel([...MEMBERS]), async (scene) => ({ ...(await root(scene)), follows: true })],
  "inbox:list": [signedIn()],
  "inbox:seen": [signedIn()],
  "typing:start": [inChannelWith("message.send"), channel],
  "typing:stop": [inChannel([...MEMBERS]), channel],
  "presence:set": [signedIn(), { status: "away" }],
  "channel:create public": [needs("channel.create"), () => ({ ...named(), kind: "public" })],
  "channel:create private": [needs("channel.create.private"), () => ({ ...named(), kind: "private" })],
  "channel:direct": [needs("direct.start"), withUser],
  "channel:join": [joins(), channel],
  "channel:leave": [leaves(), channel],
  "channel:read": [inChannel([...MEMBERS]), mark],
  "channel:delivered": [inChannel([...MEMBERS]), mark],
  "channel:unread": [inChannel([...MEMBERS]), mark],
  "channel:read-all": [signedIn()],
  "channel:receipts": [inChannel([...MEMBERS]), channel],
  "channel:set": [inChannel([...MEMBERS]), async (scene) => ({ ...(await channel(scene)), muted: true })],
  "member:find": [inChannel([...MEMBERS]), async (scene) => ({ ...(await channel(scene)), query: "" })],
  "me:update": [signedIn(), { skinTone: 3 }],
  "user:find": [signedIn(), withUser],
  sync: [signedIn(), { channels: {} }],
};
