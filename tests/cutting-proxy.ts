import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A way to the database on which an answer can be lost: the query arrives, and the connection breaks before its answer. */
export async function createCuttingProxy(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let losesNextAnswer = false;

  const server = createServer((client) => {
    const database = connect(Number(target.port), target.hostname);
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
    }
    client.pipe(database);
    database.on("data", (answer) => {
      if (!losesNextAnswer) return client.write(answer);
      losesNextAnswer = false;
      client.destroy();
      return database.destroy();
    });
    database.on("close", () => client.destroy());
    client.on("close", () => database.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  function cut(): void {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  }

  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    loseNextAnswer(): void {
      losesNextAnswer = true;
    },
    /** Breaks every connection; new ones get through. */
    cut,
    close(): void {
      cut();
      server.close();
    },
  };
}
