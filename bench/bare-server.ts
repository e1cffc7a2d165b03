// The anchor for sockets: Socket.IO alone, with the same settings, the same rooms and the same JSON, and nothing behind it.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { uuidv7 } from "uuidv7";

const server = createServer();
const io = new Server(server, { transports: ["websocket"], serveClient: false, perMessageDeflate: false });
const numbers = new Map<string, number>();

io.on("connection", (socket) => {
  const { rooms, userId } = socket.handshake.auth as { rooms: string[]; userId: string };
  void socket.join(rooms);
  socket.on(
    "message:send",
    (input: { channelId: string; clientId: string; body: string }, acknowledge: (answer: object) => void) => {
      const seq = (numbers.get(input.channelId) ?? 0) + 1;
      numbers.set(input.channelId, seq);
      // Field by field what Parley's message is.
      const message = {
        id: uuidv7(),
        channelId: input.channelId,
        seq,
        version: seq,
        kind: "text",
        authorId: userId,
        clientId: input.clientId,
        body: input.body,
        event: null,
        textNo: seq,
        parentId: null,
        threadNo: null,
        replyCount: 0,
        lastReplyAt: null,
        quoteId: null,
        forwarded: null,
        mentions: [],
        mentionAll: null,
        files: [],
        reactions: [],
        pinnedAt: null,
        pinnedBy: null,
        createdAt: new Date().toISOString(),
        editedAt: null,
        deletedAt: null,
      };
      io.to(input.channelId).emit("message:created", { message, version: seq });
      acknowledge({ ok: true, data: message });
    },
  );
});
process.on("disconnect", () => process.exit());
server.listen(0, "127.0.0.1", () =>
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
);
