/**
 * Connections an Aurora Serverless instance takes: fixed by the MAXIMUM capacity, not by the current one:
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
 */
export type AuroraEngine = "postgresql" | "mysql";

type Row = readonly [acu: number, mysql: number, postgresql: number];

const table: readonly Row[] = [
  [1, 90, 189],
  [4, 135, 823],
  [8, 1000, 1669],
  [16, 2000, 3360],
  [32, 3000, 5000],
  [64, 4000, 5000],
  [128, 5000, 5000],
  [256, 6000, 5000],
];

/** PostgreSQL with a minimum of 0 or 0.5 ACU. */
const LOW_MINIMUM_CONNECTIONS = 2000;

/**
 * `max_connections` in AWS's table, between its rows in proportion. `maxConnections("postgresql", 2, 16) === 3360`,
 * `maxConnections("postgresql", 0.5, 16) === 2000`.
 */
export function maxConnections(engine: AuroraEngine, min: number, max: number): number {
  const upper = table.findIndex(([acu]) => acu >= max);
  const high = table[upper] ?? table[table.length - 1]!;
  const low = table[upper - 1] ?? high;
  const column = engine === "mysql" ? 1 : 2;
  const along = high[0] === low[0] ? 1 : (max - low[0]) / (high[0] - low[0]);
  const connections = Math.floor(low[column] + (high[column] - low[column]) * along);
  return engine === "postgresql" && min <= 0.5 ? Math.min(LOW_MINIMUM_CONNECTIONS, connections) : connections;
}
