// A second process of the same installation, for tests of what processes share: sockets, limits and a database by the
// environment it is given. It tells its address, then answers what its parent asks. See other-process.ts.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connectDatabase } from "#app/db/client.server.ts";
import { env } from "#app/platform/env.server.ts";
import { connectKeyValue, keyValue } from "#app/platform/keyvalue/index.server.ts";
import { consumeLimit, type LimitName } from "#app/platform/rate-limit.server.ts";
import { createSocketServer } from "#app/realtime/server.server.ts";

const answers = {
  async consume(name: LimitName, key: string): Promise<boolean> {
    return consumeLimit(name, key).then(
      () => true,
      () => false,
    );
  },
  async isConnected(): Promise<boolean> {
    return keyValue()?.status === "ready";
  },
};

export type Answers = typeof answers;

process.on("message", ({ name, args }: { name: keyof Answers; args: [LimitName, string] }) => {
  void answers[name](...args).then((value) => process.send?.(value));
});
process.on("disconnect", () => process.exit());

const { DATABASE_URL } = env();
await connectKeyValue();
if (DATABASE_URL) connectDatabase(DATABASE_URL, { connections: 2 });
const server = createServer();
createSocketServer().attach(server);
server.listen(0, "127.0.0.1", () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
