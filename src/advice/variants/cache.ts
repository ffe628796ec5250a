/** ElastiCache Serverless on Valkey, which AWS lists a third below Redis. https://aws.amazon.com/elasticache/pricing/ */
import { configured, type Facts, type LeftOut, settingOf, type Variant } from "../variant.ts";

export function cacheVariants({ scenario }: Facts): readonly (Variant | LeftOut)[] {
  return configured<{ readonly engine: string }>(scenario, "elasticache_serverless").map(({ id, config }) => {
    const title = `${id} on Valkey`;
    if (config.engine === "valkey") return { title, why: "it runs on it" };
    return {
      id: `engine.${id}`,
      title,
      group: `engine.${id}`,
      changes: () => [{ path: settingOf(id, "engine"), value: "valkey" }],
      loses: [],
      needs: ["commands that Valkey 7.2 knows; a cache is upgraded in place"],
      source: "https://aws.amazon.com/elasticache/pricing/",
    };
  });
}
