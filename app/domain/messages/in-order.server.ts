import { singleton } from "#app/platform/singleton.server.ts";

const queues = singleton("messages in order", () => new Map<string, Promise<unknown>>());

/**
 * Runs the work of one channel one after the other in this process, in the order of calls. A channel's writes wait for
 * each other in the database anyway; waiting here keeps their announcements in the order of their versions, where two
 * answers on two connections may be read in either order, and leaves the connections to other channels.
 */
export async function inOrder<T>(channelId: string, work: () => Promise<T>): Promise<T> {
  const previous = queues.get(channelId) ?? Promise.resolve();
  const current = previous.then(work, work);
  queues.set(channelId, current);
  try {
    return await current;
  } finally {
    if (queues.get(channelId) === current) queues.delete(channelId);
  }
}
