/**
 * CloudFront, pay as you go or on a flat-rate plan (`cloudfront-plans.ts`): bytes to viewers, requests, uploads and Origin Shield, priced by the edge group that answers. What it
 * keeps, and so what the origin sees, is in `cloudfront-cache.ts`.
 */
import * as z from "zod";
import { count, rate, share } from "../quantities.ts";
import { edgeGroups, regions, type EdgeGroup } from "../regions.ts";
import { assumedFor, type RequestClass } from "../traffic/request-class.ts";
import { GIGABYTE } from "../units.ts";
import { assumed, PRACTICE } from "./assumed.ts";
import { hitRatio } from "./cloudfront-cache.ts";
import { flatRatePlans, PAY_AS_YOU_GO, planName, planOf } from "./cloudfront-plans.ts";
import { plus, times, wholeHours } from "./hour-columns.ts";
import { service, type BlockContext, type Cell, type CellContext, type Meter } from "./service.ts";

const guide = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide";
const shield = `${guide}/origin-shield.html`;
const quotas = `${guide}/cloudfront-limits.html`;
const pricing = "https://aws.amazon.com/cloudfront/pricing/";

const config = z
  .strictObject({
    /** A flat-rate plan instead of pay as you go. */
    plan: planName.default(PAY_AS_YOU_GO),
    /** One cache in front of the origin instead of the regional ones. */
    origin_shield: z.boolean().default(false),
    /** Region of Origin Shield; the component's own when left out. */
    shield_region: z.enum(regions).optional(),
    /** Edges that answer: all, 200 (without South America and Australia) or 100 (North America and Europe). */
    price_class: z.union([z.literal("all"), z.literal(200), z.literal(100)]).default("all"),
    /** Share of requests over HTTPS. */
    https: share().default(1),
    /** CloudFront Functions, by the event that runs them. */
    functions: z.strictObject({ viewer_request: z.boolean(), viewer_response: z.boolean() }).partial().default({}),
    /** Paths invalidated: by each deployment, so many times. */
    invalidations: z.strictObject({ deploys: rate(), paths: count(1).default(1) }).optional(),
  })
  .refine(({ plan, origin_shield: shield }) => !shield || (flatRatePlans[plan]?.originShield ?? true), {
    path: ["origin_shield"],
    error: "must be false with this plan: Origin Shield is in Premium only",
  });
type Config = z.output<typeof config>;

/** Viewers of a European luxury shop, where a scenario says nothing: a practitioner's judgement. */
const defaultViewers: Readonly<Partial<Record<EdgeGroup, number>>> = {
  united_states: 0.45,
  europe: 0.3,
  japan: 0.1,
  asia_pacific: 0.1,
  middle_east: 0.05,
};

const groups = Object.keys(edgeGroups) as readonly EdgeGroup[];
const prefixes: Readonly<Record<EdgeGroup, string>> = {
  united_states: "US",
  canada: "CA",
  europe: "EU",
  japan: "JP",
  india: "IN",
  australia: "AU",
  asia_pacific: "AP",
  south_america: "SA",
  middle_east: "ME",
  south_africa: "ZA",
};
/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html */
const outside: Readonly<Record<string, readonly EdgeGroup[]>> = {
  all: [],
  200: ["south_america", "australia"],
  100: ["south_america", "australia", "japan", "india", "asia_pacific", "middle_east", "south_africa"],
};

/** What is billed per edge group; a meter's name is `out.japan`. */
const kinds = {
  out: { title: "Data to viewers", usageType: "DataTransfer-Out-Bytes", name: "Data transfer out to internet" },
  https: { title: "HTTPS requests", usageType: "Requests-Tier2-HTTPS", name: "HTTPS requests" },
  http: { title: "HTTP requests", usageType: "Requests-Tier1", name: "HTTP requests" },
  writes: { title: "HTTPS writes", usageType: "Requests-HTTPS-Proxy", name: "HTTPS requests" },
  upload: { title: "Data to the origin", usageType: "DataTransfer-Out-OBytes", name: "Data transfer out to origin" },
} as const;
type Kind = keyof typeof kinds;

function meterOf(kind: Kind, group: EdgeGroup): Meter<Config> {
  const { title, usageType, name } = kinds[kind];
  const inBytes = kind === "out" || kind === "upload";
  return {
    title: `${title}, ${edgeGroups[group]}`,
    price: {
      serviceCode: "AmazonCloudFront",
      usageType,
      attributes: { edgeGroup: edgeGroups[group] },
      listedIn: "global",
    },
    unit: inBytes ? "GB" : "Requests",
    size: inBytes ? GIGABYTE : 1,
    rounding: "exact",
    infracost: { name, unit: inBytes ? "GB" : "10k requests" },
    // The prefix is the edge group's, not a Region's.
    filters: { usagetype: `${prefixes[group]}-${usageType}` },
  };
}

const meters: Record<string, Meter<Config>> = {
  shield: {
    title: "Origin Shield requests",
    price: ({ shield_region }) => ({
      serviceCode: "AmazonCloudFront",
      usageType: "Requests-OriginShield",
      ...(shield_region === undefined ? {} : { listedIn: shield_region }),
    }),
    unit: "Requests",
    size: 1,
    rounding: "exact",
    infracost: { name: "Origin shield HTTP requests", unit: "10k requests" },
    filters: { requestDescription: "Origin Shield Requests" },
  },
};
meters["plan"] = {
  title: "Flat-rate plan",
  price: ({ plan }) => ({
    serviceCode: "AmazonCloudFront",
    // Nobody asks for it with pay as you go.
    usageType: `flat-rate plan ${plan === PAY_AS_YOU_GO ? "free" : plan}`,
    listedIn: "global",
  }),
  unit: "Months",
  size: { perMonth: 1 },
  rounding: "clock_hour",
  infracost: null,
  // In no price list.
  filters: null,
};
meters["functions"] = {
  title: "CloudFront Functions",
  price: { serviceCode: "AmazonCloudFront", usageType: "Executions-CloudFrontFunctions", listedIn: "global" },
  unit: "Invocations",
  size: 1,
  rounding: "exact",
  infracost: null,
  filters: { usagetype: "Executions-CloudFrontFunctions" },
};
meters["invalidations"] = {
  title: "Invalidated paths",
  price: { serviceCode: "AmazonCloudFront", usageType: "Invalidations", listedIn: "global" },
  unit: "URL",
  size: 1,
  rounding: "exact",
  infracost: { name: "Invalidation requests (first 1k)", unit: "paths" },
  filters: { usagetype: "Invalidations" },
};
for (const group of groups) {
  for (const kind of Object.keys(kinds) as readonly Kind[]) meters[`${kind}.${group}`] = meterOf(kind, group);
}

export const cloudfront = service<Config>({
  kind: "cloudfront",
  title: "CloudFront",
  sources: [
    `${guide}/Expiration.html`,
    `${guide}/custom-error-pages-expiration.html`,
    `${guide}/HowCloudFrontWorks.html`,
    `${guide}/PriceClass.html`,
    `${guide}/flat-rate-pricing-plan.html`,
    shield,
    quotas,
    pricing,
  ],
  config,
  meters,
  limits: {
    requests: { title: "requests per second", source: quotas, seen: "503 from the edge" },
  },
  terraform: {
    aws_cloudfront_distribution: { config: fromDistribution },
    aws_cloudfront_cache_policy: { free: "a setting" },
    aws_cloudfront_origin_request_policy: { free: "a setting" },
    aws_cloudfront_response_headers_policy: { free: "a setting" },
    aws_cloudfront_origin_access_control: { free: "a setting" },
    aws_cloudfront_origin_access_identity: { free: "a setting" },
    aws_cloudfront_function: { free: "its runs are the distribution's" },
    aws_cloudfront_public_key: { free: "a setting" },
    aws_cloudfront_key_group: { free: "a setting" },
  },
  assumptions: [
    assumed("pollKB", "bytes of the cached page that the waiting room polls", [1, 2, 10], ["KB", 1000], PRACTICE),
    assumed(
      "edgeCaches",
      "regional edge caches that viewers come through",
      [6, 13, 13],
      "caches",
      "AWS lists 13; few viewers of one shop use all of them",
    ),
  ],
  cell,
  block,
});

/**
 * Beyond its quota the distribution answers 503. What would have gone on to the origin fails here; answers from the cache that fail
 * with it are not counted, because no objective speaks of them.
 */
function cell(of: Config, context: CellContext): Cell {
  const { bus, classes } = context;
  // "This quota doesn't apply for distributions subscribed to CloudFront flat-rate pricing plans."
  const perSecond = planOf(of) === null ? context.quota("cloudfront_rps") : Infinity;
  const viewers = classes.map((_, c) => context.requests(c, "viewer"));
  const limit = context.limit("requests", `${perSecond} requests a second`);
  return {
    stage: "admission",
    step() {
      let asked = 0;
      for (const viewer of viewers) asked += viewer.now;
      if (asked <= perSecond * bus.dt) return;
      const over = 1 - (perSecond * bus.dt) / asked;
      for (let c = 0; c < classes.length; c += 1) {
        const failing = bus.flow[c]! * over;
        bus.flow[c]! -= failing;
        limit.fail(c, failing);
      }
    },
    waiting: () => 0,
  };
}

/**
 * Share of the bill's quantities by edge group, adding up to one. Viewers whose edges the price class leaves out are answered by
 * the others, in proportion.
 */
export function edgeShares(
  viewers: Readonly<Partial<Record<EdgeGroup, number>>>,
  priceClass: Config["price_class"],
): ReadonlyMap<EdgeGroup, number> {
  const given = groups.some((group) => (viewers[group] ?? 0) > 0) ? viewers : defaultViewers;
  const excluded = outside[priceClass] ?? [];
  const inside = groups.filter((group) => (given[group] ?? 0) > 0 && !excluded.includes(group));
  const total = inside.reduce((sum, group) => sum + (given[group] ?? 0), 0);
  if (total === 0) return new Map([["united_states", 1]]);
  return new Map(inside.map((group) => [group, (given[group] ?? 0) / total]));
}

function block(of: Config, context: BlockContext): void {
  const plan = planOf(of);
  if (plan !== null) {
    context.meter("plan", wholeHours(context.activeSeconds), {
      cause: `${plan.title} plan: requests, bytes, functions, web ACL, hosted zone`,
    });
    return;
  }
  const shares = edgeShares(context.viewers, of.price_class);
  context.classes.forEach((requests, c) => {
    const { answered, asked, onward } = countsOf(c, context);
    // Only requests that complete orders are taken for writes: their bodies go to the origin and are billed there.
    const writes = requests.orders > 0;
    const bytes = { cause: requests.name, assumptions: assumedFor(requests, "bytesOut") };
    const uploads = { cause: requests.name, assumptions: assumedFor(requests, "bytesIn") };
    const note = { cause: requests.name };
    for (const [group, part] of shares) {
      const send = (kind: Kind, column: Float64Array, factor: number, why: object = note) => {
        if (factor > 0) context.meter(`${kind}.${group}`, times(column, factor * part), why);
      };
      send("out", answered, requests.bytesOut, bytes);
      send(writes ? "writes" : "https", asked, of.https);
      send("http", asked, 1 - of.https);
      send("upload", onward, writes ? requests.bytesIn : 0, uploads);
    }
    if (of.origin_shield) context.meter("shield", shielded(requests, c, context), note);
  });
  edgeFunctions(of, context);
  if (of.invalidations !== undefined) {
    const { deploys, paths } = of.invalidations;
    context.meter("invalidations", times(context.activeSeconds, deploys * paths), { cause: "deployments" });
  }
  ownCalls(context);
  unansweredByOrigin(shares, context);
}

/** A function runs once for each request of a viewer, a retry included, whether or not the edge holds the answer. */
function edgeFunctions({ functions }: Config, context: BlockContext): void {
  const events = Object.entries(functions).filter(([, runs]) => runs);
  if (events.length === 0) return;
  const asked = plus(
    context.hours,
    context.classes.flatMap(({ index }) =>
      (["viewer", "retried"] as const).map((what) => context.requests(index, what).hours),
    ),
  );
  for (const [event] of events) context.meter("functions", asked, { cause: event.replace("_", " ") });
}

/** The application's calls to the shop's public name come in at the edge nearest to its Region. */
function ownCalls(context: BlockContext): void {
  const group = edgeGroupOf(context.region);
  context.classes.forEach(({ name }, c) => {
    const { calls, bytesDown } = context.selfPublic(c);
    if (calls === 0) return;
    const served = context.requests(c, "served").hours;
    const note = { cause: `calls to its own public name by ${name} requests` };
    context.meter(`https.${group}`, times(served, calls), note);
    context.meter(`out.${group}`, times(served, bytesDown), note);
  });
}

/** Blocked bots and visitors who poll from the waiting room are billed as requests and never reach the origin. */
function unansweredByOrigin(shares: ReadonlyMap<EdgeGroup, number>, context: BlockContext): void {
  const blocked = context.driver("blocked bots", "traffic").hours;
  const polls = context.driver("polls", "waiting_room").hours;
  const pollBytes = context.assume("pollKB");
  for (const [group, part] of shares) {
    const send = (kind: Kind, column: Float64Array, factor: number, cause: string) => {
      if (column.some((value) => value > 0)) context.meter(`${kind}.${group}`, times(column, factor * part), { cause });
    };
    send("https", blocked, 1, "blocked bots");
    send("https", polls, 1, "polls from the waiting room");
    send("out", polls, pollBytes, "polls from the waiting room");
  }
}

const groupOfRegion: Readonly<Record<string, EdgeGroup>> = {
  us: "united_states",
  ca: "canada",
  eu: "europe",
  sa: "south_america",
  "ap-northeast": "japan",
  "ap-southeast-2": "australia",
};

function edgeGroupOf(region: string): EdgeGroup {
  const found = Object.entries(groupOfRegion).find(([prefix]) => region.startsWith(prefix));
  return found?.[1] ?? "asia_pacific";
}

/** Per hour: requests answered in full, requests asked (a retry asks again), requests that went on to the origin (a retry again). */
function countsOf(c: number, context: BlockContext) {
  const viewer = context.requests(c, "viewer").hours;
  const missed = context.requests(c, "missed").hours;
  const served = context.requests(c, "served").hours;
  const retried = context.requests(c, "retried").hours;
  return {
    onward: context.requests(c, "attempts").hours,
    answered: viewer.map((all, hour) => Math.max(0, all - missed[hour]! + served[hour]!)),
    asked: viewer.map((all, hour) => all + retried[hour]!),
  };
}

/** Below this time to live a request is a dynamic one to Origin Shield, as writes and what may not be cached are (CloudFront pricing). */
const DYNAMIC_BELOW_SECONDS = 3600;

/**
 * Requests that Origin Shield charges: dynamic ones always, others where they come from another Region's cache than its own. At rest
 * at the hour's mean rate, which is a little more than a rate that moves within the hour sends.
 */
function shielded(requests: RequestClass, c: number, context: BlockContext): Float64Array {
  const cacheable = requests.edge?.cacheableShare ?? 0;
  const caches = context.assume("edgeCaches");
  const missed = context.requests(c, "missed").hours;
  const elsewhere = (requests.edge?.ttlSeconds ?? 0) < DYNAMIC_BELOW_SECONDS ? 1 : 1 - 1 / caches;
  return context.requests(c, "viewer").hours.map((viewer, hour) => {
    const hits = hitRatio({ class: requests, caches }, viewer / 3600);
    const dynamic = viewer * (1 - cacheable);
    return dynamic + Math.max(missed[hour]! - dynamic, viewer * cacheable * (1 - hits)) * elsewhere;
  });
}

function fromDistribution(values: Readonly<Record<string, unknown>>): unknown {
  const origins = (values["origin"] ?? []) as readonly Origin[];
  const shields = origins.flatMap(({ origin_shield }) => origin_shield ?? []).filter(({ enabled }) => enabled === true);
  const region = shields.map(({ origin_shield_region }) => origin_shield_region).find((name) => isRegion(name));
  const priceClass = { PriceClass_100: 100, PriceClass_200: 200 }[String(values["price_class"])];
  return {
    origin_shield: shields.length > 0,
    ...(region === undefined ? {} : { shield_region: region }),
    ...(priceClass === undefined ? {} : { price_class: priceClass }),
  };
}

function isRegion(name: unknown): boolean {
  return (regions as readonly unknown[]).includes(name);
}

/** The provider's schema of the block. */
interface Origin {
  readonly origin_shield?: readonly { readonly enabled?: boolean; readonly origin_shield_region?: string | null }[];
}
