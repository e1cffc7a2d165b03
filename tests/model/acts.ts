// What people do in the model test. Each act is chosen among those that are possible now, so that none is refused.
import { updateChannel } from "#app/domain/channels/update-channel.server.ts";
import { joinChannel } from "#app/domain/memberships/join-channel.server.ts";
import { leaveChannel } from "#app/domain/memberships/leave-channel.server.ts";
import { markAllRead } from "#app/domain/memberships/mark-all-read.server.ts";
import { markUnread } from "#app/domain/memberships/mark-unread.server.ts";
import { markDelivered, markRead } from "#app/domain/memberships/move-watermark.server.ts";
import { removeMember } from "#app/domain/memberships/remove-member.server.ts";
import { setMember } from "#app/domain/memberships/set-member.server.ts";
import { setMembership } from "#app/domain/memberships/set-membership.server.ts";
import { deleteMessage } from "#app/domain/messages/delete-message.server.ts";
import { editMessage } from "#app/domain/messages/edit-message.server.ts";
import { pinMessage, unpinMessage } from "#app/domain/messages/pin-message.server.ts";
import { addReaction, removeReaction } from "#app/domain/messages/react-to-message.server.ts";
import { sendMessage } from "#app/domain/messages/send-message.server.ts";
import { createId } from "#app/shared/ids.ts";
import { drawPlace, type Place, type Scene, type Seat } from "./scene.ts";

/** Does it, or answers `undefined` where there is nothing to do it to. */
type Act = (scene: Scene) => Promise<unknown> | undefined;

const EMOJI = ["👍", "🎉", "😄"];

export const ACTS = {
  send: (scene) => write(scene, ""),
  mention: (scene) => write(scene, drawNaming(scene)),
  reply: (scene) => answer(scene, ({ id }) => ({ parentId: id })),
  quote: (scene) => answer(scene, ({ id }) => ({ quoteId: id })),
  edit: (scene) => {
    const place = drawPlace(scene, isOwn);
    return place && edit(place, scene.draw(["", drawNaming(scene)]) ?? "");
  },
  /** Takes the names out of a message, rather of one that those who are named have not read. */
  unname: (scene) => {
    const place =
      drawPlace(scene, (each) => isOwn(each) && isUnreadNaming(scene, each)) ??
      drawPlace(scene, (each) => isOwn(each) && isNaming(each));
    return place && edit(place, "");
  },
  delete: (scene) => {
    const canDelete = ({ seat, message }: Place) => message.authorId === seat.person.id || isKeeper(seat);
    const naming = drawPlace(scene, (each) => canDelete(each) && isUnreadNaming(scene, each));
    const place = scene.draw([true, false]) && naming ? naming : drawPlace(scene, canDelete);
    return place && deleteMessage(place.seat.person.actor, place.message.id);
  },
  react: (scene) => {
    const emoji = scene.draw(EMOJI) ?? "";
    const place = drawPlace(scene, (each) => !findReactions(each).includes(emoji));
    return place && addReaction(place.seat.person.actor, { messageId: place.message.id, emoji });
  },
  unreact: (scene) => {
    const place = drawPlace(scene, (each) => findReactions(each).length > 0);
    const emoji = scene.draw(place ? findReactions(place) : []) ?? "";
    return place && removeReaction(place.seat.person.actor, { messageId: place.message.id, emoji });
  },
  pin: (scene) => {
    const place = drawPlace(scene, ({ seat, message }) => seat.canWrite && !message.pinnedAt);
    return place && pinMessage(place.seat.person.actor, place.message.id);
  },
  unpin: (scene) => {
    const place = drawPlace(scene, ({ seat, message }) => seat.canWrite && message.pinnedAt !== null);
    return place && unpinMessage(place.seat.person.actor, place.message.id);
  },
  read: (scene) => {
    const seat = drawSeat(scene, ({ lastReadSeq, lastSeq }) => lastReadSeq < lastSeq);
    return seat && markRead(seat.person.actor, drawMark(scene, seat, seat.lastReadSeq + 1, seat.lastSeq));
  },
  unread: (scene) => {
    const seat = drawSeat(scene, ({ lastReadSeq }) => lastReadSeq > 0);
    return seat && markUnread(seat.person.actor, drawMark(scene, seat, 1, seat.lastReadSeq));
  },
  readAll: (scene) => {
    const seat = drawSeat(scene, ({ lastReadSeq, lastSeq }) => lastReadSeq < lastSeq);
    return seat && markAllRead(seat.person.actor);
  },
  deliver: (scene) => {
    const seat = drawSeat(scene, ({ lastDeliveredSeq, lastSeq }) => lastDeliveredSeq < lastSeq);
    const first = (seat?.lastDeliveredSeq ?? 0) + 1;
    return seat && markDelivered(seat.person.actor, drawMark(scene, seat, first, seat.lastSeq));
  },
  set: (scene) => {
    const seat = scene.draw(scene.seats);
    const { muted, starred, hiddenSeq, lastSeq } = seat ?? {};
    const change = scene.draw([{ muted: !muted }, { starred: !starred }, { hidden: hiddenSeq !== lastSeq }]);
    return seat && change && setMembership(seat.person.actor, seat.channelId, change);
  },
  join: (scene) => {
    const channelId = scene.world.channelIds[0] ?? "";
    const person = scene.draw(findOutsiders(scene, channelId));
    return person && joinChannel(person.actor, channelId);
  },
  leave: (scene) => {
    const seat = drawSeat(scene, (each) => each.kind !== "direct" && each.role !== "owner");
    return seat && leaveChannel(seat.person.actor, seat.channelId);
  },
  add: (scene) => {
    const keeper = drawSeat(
      scene,
      (seat) => isKeeper(seat) && findOutsiders(scene, seat.channelId).length > 0,
    );
    const person = keeper && scene.draw(findOutsiders(scene, keeper.channelId));
    return person && setMember(keeper.person.actor, keeper.channelId, person.id, {});
  },
  remove: (scene) => {
    const pair = drawPair(scene);
    return pair && removeMember(pair.owner.person.actor, pair.owner.channelId, pair.other.person.id);
  },
  role: (scene) => {
    const pair = drawPair(scene);
    const role = pair?.other.role === "member" ? "moderator" : "member";
    return pair && setMember(pair.owner.person.actor, pair.owner.channelId, pair.other.person.id, { role });
  },
  rename: (scene) => update(scene, { name: `name ${createId()}` }),
  topic: (scene) => update(scene, { topic: `topic ${createId()}` }),
  readOnly: (scene) => update(scene, { isReadOnly: scene.draw([true, false, false]) ?? false }),
} satisfies Record<string, Act>;

function write(scene: Scene, naming: string) {
  const seat = drawSeat(scene, ({ canWrite }) => canWrite);
  return seat && send(seat, naming);
}

function answer(scene: Scene, refer: (message: Place["message"]) => { parentId?: string; quoteId?: string }) {
  const place = drawPlace(scene, ({ seat }) => seat.canWrite);
  const naming = scene.draw(["", drawNaming(scene)]) ?? "";
  return place && send(place.seat, naming, refer(place.message));
}

function send(
  { person, channelId }: Seat,
  naming: string,
  refer: { parentId?: string; quoteId?: string } = {},
) {
  const clientId = createId();
  return sendMessage(person.actor, { channelId, clientId, body: `text ${clientId}${naming}`, ...refer });
}

function edit({ seat, message }: Place, naming: string) {
  const body = `text ${createId()}${naming}`;
  return editMessage(seat.person.actor, { messageId: message.id, body });
}

function update(scene: Scene, change: { name?: string; topic?: string; isReadOnly?: boolean }) {
  const owner = drawSeat(scene, ({ role, kind }) => role === "owner" && kind !== "direct");
  return owner && updateChannel(owner.person.actor, owner.channelId, change);
}

function drawNaming({ draw, world }: Scene): string {
  const names = world.people.map(({ username }) => ` @${username}`);
  return draw([...names, ...names, " @channel"]) ?? "";
}

function drawSeat({ draw, seats }: Scene, isMeant: (seat: Seat) => boolean): Seat | undefined {
  return draw(seats.filter(isMeant));
}

/** An owner, and somebody else in the same channel. */
function drawPair(scene: Scene): { owner: Seat; other: Seat } | undefined {
  const owners = scene.seats.filter(({ role, kind }) => role === "owner" && kind !== "direct");
  const isWith = (owner: Seat, other: Seat) => owner !== other && owner.channelId === other.channelId;
  return scene.draw(
    owners.flatMap((owner) =>
      scene.seats.filter((other) => isWith(owner, other)).map((other) => ({ owner, other })),
    ),
  );
}

function drawMark({ draw }: Scene, { channelId }: Seat, first: number, last: number) {
  return {
    channelId,
    seq: draw(Array.from({ length: last - first + 1 }, (_, step) => first + step)) ?? last,
  };
}

function findOutsiders({ world, seats }: Scene, channelId: string) {
  const isIn = (userId: string) =>
    seats.some((seat) => seat.channelId === channelId && seat.person.id === userId);
  return world.people.filter(({ id }) => !isIn(id));
}

function findReactions({ seat, message }: Place): string[] {
  return message.reactions.flatMap(({ emoji, userIds }) => (userIds.includes(seat.person.id) ? [emoji] : []));
}

function isOwn({ seat, message }: Place): boolean {
  return seat.canWrite && message.authorId === seat.person.id;
}

function isNaming({ message: { mentions, mentionAll, authorId } }: Place): boolean {
  return mentionAll !== null || mentions.some((userId) => userId !== authorId);
}

/** Whether it names somebody who has not read it. */
function isUnreadNaming({ seats }: Scene, { message }: Place): boolean {
  const { channelId, seq, authorId, mentions, mentionAll } = message;
  return seats.some(
    ({ person: { id }, ...seat }) =>
      seat.channelId === channelId &&
      seat.lastReadSeq < seq &&
      id !== authorId &&
      (mentionAll !== null || mentions.includes(id)),
  );
}

/** Adds people, and deletes what others wrote. */
function isKeeper({ kind, role }: Seat): boolean {
  return kind !== "direct" && role !== "member";
}
