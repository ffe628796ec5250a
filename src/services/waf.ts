/**
 * AWS WAF: a web ACL before CloudFront or before a load balancer. It sees, and bills, every request, retries and the bots it
 * blocks included. Bot Control, CAPTCHA and fraud control are products of their own, not modelled.
 */
import * as z from "zod";
import type { PriceSelector } from "../pricing/price.ts";
import { count } from "../quantities.ts";
import { throughBalancer } from "./front-door.ts";
import { planOfShop } from "./cloudfront-plans.ts";
import { plus, times, wholeHours } from "./hour-columns.ts";
import { service, type BlockContext } from "./service.ts";

const config = z.strictObject({
  scope: z.enum(["cloudfront", "regional"]).default("cloudfront"),
  /** Rules and rule groups in the web ACL; each managed group counts as one. */
  rules: count().default(5),
});
type Config = z.output<typeof config>;

/** A web ACL for CloudFront lives in us-east-1, wherever the shop does. */
function price(usageType: string) {
  return ({ scope }: Config): PriceSelector =>
    scope === "cloudfront"
      ? { serviceCode: "awswaf", usageType, listedIn: "us-east-1" }
      : { serviceCode: "awswaf", usageType };
}

export const waf = service<Config>({
  kind: "waf",
  title: "AWS WAF",
  sources: [
    "https://aws.amazon.com/waf/pricing/",
    "https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html",
  ],
  config,
  meters: {
    acl: {
      title: "Web ACL",
      price: price("WebACLV2"),
      unit: "Months",
      size: { perMonth: 1 },
      rounding: "clock_hour",
      infracost: { name: "Web ACL usage", unit: "months" },
      filters: { usagetype: "WebACLV2" },
    },
    rules: {
      title: "Rules",
      price: price("RuleV2"),
      unit: "Rules",
      size: { perMonth: 1 },
      rounding: "clock_hour",
      infracost: { name: "Rules", unit: "rules" },
      filters: { usagetype: "RuleV2" },
    },
    requests: {
      title: "Requests inspected",
      price: price("RequestV2-Tier1"),
      unit: "Request",
      size: 1,
      rounding: "exact",
      infracost: { name: "Requests", unit: "1M requests" },
      filters: { usagetype: "RequestV2-Tier1" },
    },
  },
  limits: {},
  terraform: {
    aws_wafv2_web_acl: {
      config: ({ scope, rule }) => ({
        scope: scope === "CLOUDFRONT" ? "cloudfront" : "regional",
        ...(Array.isArray(rule) ? { rules: rule.length } : {}),
      }),
    },
    aws_wafv2_web_acl_association: { free: "the web ACL is charged" },
    aws_wafv2_web_acl_logging_configuration: { free: "what it writes is charged as log data" },
    aws_wafv2_ip_set: { free: "part of a rule" },
    aws_wafv2_regex_pattern_set: { free: "part of a rule" },
  },
  block({ rules, scope }, context) {
    const plan = scope === "cloudfront" ? planOfShop(context) : null;
    if (plan !== null) {
      // What the plan's own rules do not hold is none that it may have: the scenario's warnings say so.
      context.meter("requests", new Float64Array(context.hours), {
        cause: `in the ${plan.title} plan of the distribution`,
      });
      return;
    }
    // "Prorated hourly" (WAF pricing): an hour begun is charged.
    const seconds = wholeHours(context.activeSeconds);
    context.meter("acl", seconds);
    context.meter("rules", times(seconds, rules), { cause: `${rules} rules` });
    context.meter("requests", inspectedRequests(scope, context), {
      cause: scope === "cloudfront" ? "requests at the edge" : "requests at the balancer",
    });
  },
});

/** Requests that a web ACL of this scope sees, per hour. */
export function inspectedRequests(
  scope: Config["scope"],
  context: Pick<BlockContext, "classes" | "hours" | "requests" | "driver" | "all" | "configOf">,
): Float64Array {
  const through = throughBalancer(context);
  const columns = context.classes.flatMap(({ index }) => {
    if (scope === "cloudfront") return [context.requests(index, "viewer"), context.requests(index, "retried")];
    return through[index] === 1 ? [context.requests(index, "attempts")] : [];
  });
  // Blocked requests have been inspected, and are billed as any other.
  if (scope === "cloudfront") columns.push(context.driver("blocked bots", "traffic"));
  return plus(
    context.hours,
    columns.map(({ hours }) => hours),
  );
}

/** What a web ACL stands before, from a configuration that another service holds. */
export function wafScope(parsed: unknown): Config["scope"] {
  return config.parse(parsed).scope;
}
