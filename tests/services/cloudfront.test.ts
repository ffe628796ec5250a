import { describe, expect, test } from "vitest";
import { cloudfront, edgeShares } from "../../src/services/cloudfront.ts";
import { hitRatio } from "../../src/services/cloudfront-cache.ts";
import { route53 } from "../../src/services/route53.ts";
import { waf } from "../../src/services/waf.ts";
import { alone, requestClass } from "../support/service-alone.ts";

const image = requestClass({
  name: "static",
  origin: "bucket",
  bytesOut: 45_000,
  bytesIn: 500,
  edge: { ttlSeconds: 86_400, keys: 500, cacheableShare: 1, evictedShare: 0.03 },
});
const checkout = requestClass({ name: "checkout", index: 1, bytesOut: 8000, bytesIn: 2000, orders: 0.5 });

type Counts = Readonly<Record<"viewer" | "missed" | "retried" | "attempts" | "served", number>>;

/** One hour of requests, metered. */
function hour(config: object, counts: Readonly<Record<string, Counts>>, viewers: object = { united_states: 1 }) {
  const it = alone(cloudfront, config, { classes: [image, checkout], viewers });
  for (const [name, each] of Object.entries(counts)) {
    for (const [what, requests] of Object.entries(each)) it.driver(`${what}.${name}`, "traffic").hours.set([requests]);
  }
  return it.meters();
}

const calm = {
  static: { viewer: 100_000, missed: 3000, retried: 0, attempts: 3000, served: 3000 },
  checkout: { viewer: 1000, missed: 1000, retried: 0, attempts: 1000, served: 1000 },
};

test("bytes to viewers, requests and uploads are metered in the group that answers", () => {
  expect(hour({}, calm)).toEqual({
    "out.united_states": 100_000 * 45_000 + 1000 * 8000,
    "https.united_states": 100_000,
    "writes.united_states": 1000,
    "upload.united_states": 1000 * 2000,
  });
});

test("a request that fails is billed as a request and not as bytes; each retry is a request again", () => {
  const broken = { ...calm, checkout: { viewer: 1000, missed: 1000, retried: 800, attempts: 1800, served: 400 } };
  expect(hour({}, broken)).toEqual({
    "out.united_states": 100_000 * 45_000 + 400 * 8000,
    "https.united_states": 100_000,
    "writes.united_states": 1800,
    "upload.united_states": 1800 * 2000,
  });
});

test("plain HTTP is a meter of its own", () => {
  const metered = hour({ https: "75%" }, calm);
  expect(metered["https.united_states"]).toBe(75_000);
  expect(metered["writes.united_states"]).toBe(750);
  expect(metered["http.united_states"]).toBe(25_250);
});

test("without viewers the shop is a European luxury shop; given shares count in proportion", () => {
  expect([...edgeShares({}, "all")]).toEqual([
    ["united_states", 0.45],
    ["europe", 0.3],
    ["japan", 0.1],
    ["asia_pacific", 0.1],
    ["middle_east", 0.05],
  ]);
  expect([...edgeShares({ japan: 3, india: 1 }, "all")]).toEqual([
    ["japan", 0.75],
    ["india", 0.25],
  ]);
});

test("a price class leaves edges out; their viewers are answered by the others", () => {
  const viewers = { united_states: 0.4, europe: 0.4, japan: 0.1, australia: 0.1 };
  expect([...edgeShares(viewers, 100)]).toEqual([
    ["united_states", 0.5],
    ["europe", 0.5],
  ]);
  expect([...edgeShares(viewers, 200).keys()]).toEqual(["united_states", "europe", "japan"]);
  expect([...edgeShares({ japan: 1 }, 100)]).toEqual([["united_states", 1]]);
});

test("Origin Shield bills misses that come from another Region's cache than its own, and all that may not be kept", () => {
  const shielded = hour({ origin_shield: true }, calm)["shield"];
  const hits = hitRatio({ class: image, caches: 13 }, 100_000 / 3600);
  expect(shielded).toBeCloseTo((100_000 * (1 - hits) * 12) / 13 + 1000, 6);
  expect(hour({}, calm)).not.toHaveProperty("shield");
});

test("what is kept for less than an hour is dynamic to Origin Shield: it bills all that comes to it", () => {
  const shielded = (ttlSeconds: number) => {
    const brief = { ...image, edge: { ttlSeconds, keys: 500, cacheableShare: 1, evictedShare: 0 } };
    const it = alone(cloudfront, { origin_shield: true }, { classes: [brief] });
    it.driver("viewer.static", "traffic").hours[0] = 100_000;
    const hits = hitRatio({ class: brief, caches: 13 }, 100_000 / 3600);
    return it.meters()["shield"]! / (100_000 * (1 - hits));
  };
  expect([shielded(3599), shielded(3600)].map((share) => share.toFixed(6))).toEqual(["1.000000", (12 / 13).toFixed(6)]);
});

test("a distribution takes 250,000 requests a second by default; beyond it goes nothing to the origin", () => {
  const it = alone(cloudfront, {}, { classes: [image, checkout], quotas: { cloudfront_rps: 250_000 } });
  it.driver("viewer.static", "traffic").now = 450_000;
  it.driver("viewer.checkout", "traffic").now = 50_000;
  expect(it.step(1, [13_500, 50_000])).toEqual({ served: [6750, 25_000], failed: [6750, 25_000] });
  expect(it.limit("requests")!.value).toBe("250000 requests a second");
  expect(it.step(2, [13_500, 50_000])).toEqual({ served: [13_500, 50_000], failed: [0, 0] });
});

test("every edge group has its own price", () => {
  expect(cloudfront.meters["out.japan"]!.price).toEqual({
    serviceCode: "AmazonCloudFront",
    usageType: "DataTransfer-Out-Bytes",
    attributes: { edgeGroup: "Japan" },
    listedIn: "global",
  });
  expect(cloudfront.meters["https.europe"]!.filters).toEqual({ usagetype: "EU-Requests-Tier2-HTTPS" });
  expect(Object.keys(cloudfront.meters)).toHaveLength(5 * 10 + 4);
});

test("what a Terraform plan says of a distribution", () => {
  const mapping = cloudfront.terraform["aws_cloudfront_distribution"]!;
  const config = "config" in mapping ? mapping.config : () => null;
  expect(
    config({
      price_class: "PriceClass_100",
      origin: [{ origin_shield: [] }, { origin_shield: [{ enabled: true, origin_shield_region: "eu-west-1" }] }],
    }),
  ).toEqual({ origin_shield: true, shield_region: "eu-west-1", price_class: 100 });
  expect(config({ origin: [{ origin_shield: [] }] })).toEqual({ origin_shield: false });
});

test("a function runs for every request of a viewer, and again for its answer", () => {
  const { functions } = hour({ functions: { viewer_request: true, viewer_response: true } }, calm);
  expect(functions).toBe(2 * 101_000);
});

test("each deployment invalidates its paths", () => {
  expect(hour({ invalidations: { deploys: "48/day", paths: 5 } }, calm)["invalidations"]).toBeCloseTo(2 * 5, 9);
});

describe("a flat-rate plan", () => {
  const distribution = (config: object) => ["cloudfront", cloudfront.config.parse(config)] as const;

  test("is one price a month for all that pay as you go bills by use", () => {
    const plan = hour({ plan: "business", functions: { viewer_request: true } }, calm);
    expect(plan).toEqual({ plan: 3600 });
    const { price } = cloudfront.meters["plan"]!;
    const usageType =
      typeof price === "function" ? price(cloudfront.config.parse({ plan: "business" })).usageType : null;
    expect(usageType).toBe("flat-rate plan business");
  });

  test("pays for the web ACL, and for one hosted zone with its queries", () => {
    const firewall = alone(waf, { rules: 5 }, { others: { cdn: distribution({ plan: "pro" }) } });
    expect(firewall.meters()).toEqual({ requests: 0 });
    const regional = alone(waf, { scope: "regional", rules: 0 }, { others: { cdn: distribution({ plan: "pro" }) } });
    expect(regional.meters()).toEqual({ acl: 3600, rules: 0, requests: 0 });
    const zones = alone(route53, { zones: 3, alias: false }, { others: { cdn: distribution({ plan: "pro" }) } });
    expect(zones.meters()).toEqual({ zones: 2 });
  });

  test("has no quota of requests a second, and Origin Shield in Premium only", () => {
    const it = alone(cloudfront, { plan: "premium" }, { classes: [image], quotas: { cloudfront_rps: 1 } });
    it.driver("viewer.static", "traffic").now = 1000;
    expect(it.step(1, [10]).failed).toEqual([0]);
    expect(cloudfront.config.safeParse({ plan: "premium_750m", origin_shield: true }).success).toBe(true);
    expect(cloudfront.config.safeParse({ plan: "business", origin_shield: true }).error?.issues[0]?.message).toBe(
      "must be false with this plan: Origin Shield is in Premium only",
    );
  });
});
