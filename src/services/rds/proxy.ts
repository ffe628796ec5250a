/** Which database a proxy stands in front of, and what it does to the connections that reach it. */
import * as z from "zod";
import { share } from "../../quantities.ts";
import { type ComponentContext, databaseKinds } from "../service.ts";

export const proxyConfig = z.strictObject({
  /** The database's name in the architecture; the one that requests use when left out. */
  database: z.string().optional(),
  /** `MaxConnectionsPercent`: part of the database's connections that the proxy may open. */
  max_connections: share({ min: 0.01, max: 1, bounds: "from 1% to 100%" }).default(1),
  /** Client connections that are pinned to one of the database, and so not shared; an assumption when left out. */
  pinned: share().optional(),
});
export type ProxyConfig = z.output<typeof proxyConfig>;

/** Id of the database behind a proxy; null where there is none. */
export function databaseOf({ database }: ProxyConfig, context: ComponentContext): string | null {
  if (database !== undefined) return database;
  for (const kind of databaseKinds) {
    const first = context.first(kind);
    if (first !== null) return first;
  }
  return null;
}

/** The configuration of the proxy in front of this database; null where there is none. */
export function proxyOf(context: ComponentContext): ProxyConfig | null {
  const proxies = context.all("rds_proxy").map((id) => context.configOf(id) as ProxyConfig); // what its own service parsed
  return proxies.find((proxy) => databaseOf(proxy, context) === context.id) ?? null;
}
