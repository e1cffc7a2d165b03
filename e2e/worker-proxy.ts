import { createServer, request, type IncomingMessage } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A way to the server on which the service worker is another one, or gone, while everything else is as it is. */
export async function createWorkerProxy(target: string) {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let worker: { status: number; more: string } = { status: 200, more: "" };

  function forward(incoming: IncomingMessage) {
    // Its Host stays, so that the page's origin is the server's own.
    const { method, url, headers } = incoming;
    return request({ hostname, port, method, path: url, headers });
  }

  const server = createServer((incoming, answer) => {
    const isWorker = incoming.url === "/sw.js";
    // As it is, not packed and not "as before".
    for (const name of ["accept-encoding", "if-none-match", "if-modified-since"])
      if (isWorker) delete incoming.headers[name];
    const onward = forward(incoming);
    onward.on("response", (response) => {
      const { statusCode = 500, headers } = response;
      if (!isWorker) return response.pipe(answer.writeHead(statusCode, headers));
      delete headers["content-length"];
      delete headers.etag;
      answer.writeHead(worker.status, headers);
      response.on("data", (part) => answer.write(part)).on("end", () => answer.end(worker.more));
    });
    onward.on("error", () => answer.destroy());
    incoming.pipe(onward);
  });
  server.on("upgrade", (incoming, socket) => {
    const onward = forward(incoming).end();
    onward.on("upgrade", (response, other) => {
      const lines = response.rawHeaders.flatMap((name, at) =>
        at % 2 ? [] : `${name}: ${response.rawHeaders[at + 1]}`,
      );
      socket.write(["HTTP/1.1 101 Switching Protocols", ...lines, "", ""].join("\r\n"));
      socket.pipe(other).pipe(socket);
      for (const end of [socket, other]) end.on("error", () => end.destroy());
    });
    onward.on("error", () => socket.destroy());
  });
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** From here on the server has another version. */
    renew(): void {
      worker = { status: 200, more: "\n// Another one." };
    },
    /** From here on the server has none. */
    remove(): void {
      worker = { status: 410, more: "" };
    },
    close(): void {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
