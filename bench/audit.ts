import postgres from "postgres";
import type { LoadResult } from "./load.ts";

/** Every acknowledged row is in the database once, as it was acknowledged, and numbers have no gaps. */
export async function auditRows(databaseUrl: string, { acknowledged }: LoadResult): Promise<string[]> {
  const sql = postgres(databaseUrl, { max: 1 });
  try {
    const ids = acknowledged.map(({ clientId }) => clientId);
    const rows = await sql<{ clientId: string; channelId: string; seq: string }[]>`
      select client_id as "clientId", channel_id as "channelId", seq from messages where client_id = any(${ids}::uuid[])`;
    const found = new Map(rows.map((row) => [row.clientId, row]));
    const wrong = acknowledged.filter(({ clientId, channelId, seq }) => {
      const row = found.get(clientId);
      return !row || row.channelId !== channelId || Number(row.seq) !== seq;
    });
    const channelIds = [...new Set(acknowledged.map(({ channelId }) => channelId))];
    const gaps = await sql`
      select channel_id from messages where channel_id = any(${channelIds}::uuid[])
      group by channel_id having count(*) <> max(seq)`;
    return [
      ...(wrong.length > 0 ? [`${wrong.length} acknowledged rows are not there as acknowledged`] : []),
      ...(rows.length > ids.length ? ["a message is there twice"] : []),
      ...(gaps.length > 0 ? [`${gaps.length} channels have gaps in their numbers`] : []),
    ];
  } finally {
    await sql.end();
  }
}
