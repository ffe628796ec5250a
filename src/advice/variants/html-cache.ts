/**
 * Pages kept at the edge for a few seconds. The hit ratio follows from time to live, keys and caches: λ·TTL / (1 + λ·TTL) of the
 * requests for each key in each cache.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 */
import { hasFlag } from "../../scenario/placement.ts";
import { hitRatio } from "../../services/cloudfront-cache.ts";
import type { RequestClass } from "../../traffic/request-class.ts";
import type { Facts, LeftOut, Variant } from "../variant.ts";

const page = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html";
export const CACHE_SECONDS = [1, 5, 10, 60] as const;

export function htmlCacheVariants(facts: Facts): readonly (Variant | LeftOut)[] {
  const { scenario, model } = facts;
  const title = "pages kept at the edge";
  const cdn = scenario.components.some(({ kind }) => kind === "cloudfront") && model.atEdge;
  if (!cdn) return [{ title, why: "no CDN stands before the origin" }];
  const pages = model.classes.filter((one) => isPage(one, scenario) && one.origin === "balancer");
  if (pages.length === 0) return [{ title, why: "no class of requests is a page" }];
  return pages.flatMap((one) =>
    CACHE_SECONDS.filter((seconds) => seconds > (one.edge?.ttlSeconds ?? 0)).map((seconds) =>
      cached(one, seconds, facts),
    ),
  );
}

function isPage({ name }: RequestClass, { classes }: Facts["scenario"]): boolean {
  return (classes[name]?.like ?? name) === "page";
}

function cached(one: RequestClass, seconds: number, { scenario, model, estimate }: Facts): Variant {
  const of = scenario.classes[one.name]?.cache;
  const variants = of?.variants ?? 1;
  const keys = (of?.hot_keys ?? model.assumptions.value("hotKeys")) * variants;
  const edge = { ttlSeconds: seconds, keys, cacheableShare: of?.cacheable ?? 1, evictedShare: of?.evicted ?? 0 };
  const share = (perSecond: number): string =>
    percent(hitRatio({ class: { edge }, caches: cachesOf(scenario, model) }, perSecond));
  const usual = mean(model.traffic.hourRates) * (model.traffic.mix[one.index] ?? 0);
  const events = (estimate.survival?.events ?? []).map(({ name, peakRequestsPerSecond }, e) => {
    const mix = model.traffic.events[e]?.mix[one.index] ?? 0;
    return `${share(peakRequestsPerSecond * mix)} at the height of ${name}`;
  });
  return {
    id: `cache.${one.name}.${seconds}`,
    title: `${one.name} kept at the edge for ${seconds} s (hits: ${[`${share(usual)} usually`, ...events].join(", ")})`,
    group: `cache.${one.name}`,
    changes: () => [{ path: `classes.${one.name}.cache.ttl`, value: `${seconds}s` }],
    loses: [`fresh pages: they may be ${seconds} s old, and the stock they show`],
    needs: [
      `nothing personal in the HTML of ${one.name}${variants === 1 ? ", and one variant for all viewers: with locales or currencies say classes." + one.name + ".cache.variants" : ""}`,
    ],
    source: page,
  };
}

function cachesOf({ components }: Facts["scenario"], { assumptions }: Facts["model"]): number {
  const cdn = components.find(({ kind }) => kind === "cloudfront");
  return hasFlag(cdn?.config, "origin_shield") ? 1 : assumptions.value("edgeCaches");
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

const percent = (share: number): string => `${(share * 100).toFixed(share > 0.1 ? 0 : 1)}%`;
