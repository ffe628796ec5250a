/**
 * CloudFront's flat-rate plans: one price a month for one distribution, its web ACL, its hosted zone and the ingestion of their logs,
 * with allowances that cost nothing to exceed. Lambda@Edge, log storage and real-time logs are not in them.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/flat-rate-pricing-plan.html
 */
import * as z from "zod";
import { GIGABYTE, TERABYTE } from "../units.ts";
import type { ComponentContext } from "./service.ts";

const MILLION = 1_000_000;

interface FlatRatePlan {
  readonly title: string;
  /** What a month of the plan is made for. */
  readonly requests: number;
  readonly bytes: number;
  readonly wafRules: number;
  readonly originShield: boolean;
  readonly logIngestion: boolean;
}

const premium = (requests: number, bytes: number): FlatRatePlan => ({
  title: "Premium",
  requests,
  bytes,
  wafRules: 75,
  originShield: true,
  logIngestion: true,
});

export const flatRatePlans: Readonly<Record<string, FlatRatePlan>> = {
  free: {
    title: "Free",
    requests: MILLION,
    bytes: 100 * GIGABYTE,
    wafRules: 5,
    originShield: false,
    logIngestion: false,
  },
  pro: {
    title: "Pro",
    requests: 10 * MILLION,
    bytes: 50 * TERABYTE,
    wafRules: 25,
    originShield: false,
    logIngestion: true,
  },
  business: {
    title: "Business",
    requests: 125 * MILLION,
    bytes: 50 * TERABYTE,
    wafRules: 50,
    originShield: false,
    logIngestion: true,
  },
  premium: premium(500 * MILLION, 50 * TERABYTE),
  premium_750m: premium(750 * MILLION, 75 * TERABYTE),
  premium_1250m: premium(1250 * MILLION, 125 * TERABYTE),
  premium_2000m: premium(2000 * MILLION, 200 * TERABYTE),
  premium_3500m: premium(3500 * MILLION, 350 * TERABYTE),
  premium_6000m: premium(6000 * MILLION, 600 * TERABYTE),
};

export const PAY_AS_YOU_GO = "pay_as_you_go";

export const planName = z.enum([
  PAY_AS_YOU_GO,
  "free",
  "pro",
  "business",
  "premium",
  "premium_750m",
  "premium_1250m",
  "premium_2000m",
  "premium_3500m",
  "premium_6000m",
]);

/** The plan that a distribution's parsed configuration names; null for pay as you go, and for what is no distribution. */
export function planOf(parsed: unknown): FlatRatePlan | null {
  if (typeof parsed !== "object" || parsed === null || !("plan" in parsed)) return null;
  return flatRatePlans[String(parsed.plan)] ?? null;
}

/** The plan of the shop's distribution, which also pays for its web ACL and its hosted zone; null without one. */
export function planOfShop(context: Pick<ComponentContext, "first" | "configOf">): FlatRatePlan | null {
  const distribution = context.first("cloudfront");
  return distribution === null ? null : planOf(context.configOf(distribution));
}
