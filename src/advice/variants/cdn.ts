/**
 * CloudFront: the smallest flat-rate plan that the month fits into, fewer edges, Origin Shield.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/flat-rate-pricing-plan.html
 */
import { flatRatePlans, planOf } from "../../services/cloudfront-plans.ts";
import type { Scenario } from "../../scenario/schema.ts";
import { GIGABYTE } from "../../units.ts";
import type { Measured } from "../measure.ts";
import { configured, type Facts, type LeftOut, settingOf, type Variant } from "../variant.ts";

const guide = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide";

interface Distribution {
  readonly plan: string;
  readonly origin_shield: boolean;
  readonly price_class: "all" | 200 | 100;
}

export function cdnVariants(facts: Facts): readonly (Variant | LeftOut)[] {
  return configured<Distribution>(facts.scenario, "cloudfront").flatMap(({ id, config }) => [
    plan(id, config, facts),
    ...fewerEdges(id, config, facts),
    ...(config.origin_shield || planOf(config)?.originShield === false ? [] : [shield(id)]),
  ]);
}

function plan(id: string, config: Distribution, { scenario, estimate, measured }: Facts): Variant | LeftOut {
  const title = `a flat-rate plan for ${id}`;
  if (planOf(config) !== null) return { title, why: `it is on the ${planOf(config)?.title} plan` };
  const [functions] = configured(scenario, "lambda_edge");
  if (functions !== undefined) return { title, why: `Lambda@Edge (${functions.id}) is in no plan` };
  const months = Math.max(1, (estimate.scenario?.period.hours ?? 730) / 744);
  const requests = usedBy(id, /-Requests-/, measured) / months;
  const bytes = (usedBy(id, /-DataTransfer-Out-Bytes$/, measured) * GIGABYTE) / months;
  const rules = Math.max(0, ...configured<{ readonly rules: number }>(scenario, "waf").map((waf) => waf.config.rules));
  const fitting = Object.entries(flatRatePlans).find(
    ([, made]) =>
      made.requests >= requests &&
      made.bytes >= bytes &&
      made.wafRules >= rules &&
      (made.originShield || !config.origin_shield),
  );
  const volume = `${(requests / 1e6).toFixed(1)} M requests and ${(bytes / GIGABYTE).toFixed(0)} GB a month`;
  if (fitting === undefined) return { title, why: `no plan is made for ${volume}` };
  const [name, made] = fitting;
  return {
    id: `plan.${id}`,
    title: `CloudFront's flat-rate plan ${made.title} for ${id} (${volume}; made for ${made.requests / 1e6} M and ${made.bytes / GIGABYTE} GB)`,
    group: `plan.${id}`,
    changes: (now) =>
      made.originShield || !distribution(id, now)?.origin_shield
        ? [{ path: settingOf(id, "plan"), value: name }]
        : null,
    loses: [
      `Lambda@Edge, real-time logs, CAPTCHA, targeted Bot Control, account-takeover prevention, Shield Advanced${made.originShield ? "" : ", Origin Shield"}`,
      "full speed in months that stay beyond the plan",
    ],
    needs: ["a plan for each distribution; it also pays for the web ACL, the hosted zone and their logs"],
    source: `${guide}/flat-rate-pricing-plan.html`,
  };
}

function distribution(id: string, scenario: Scenario): Distribution | undefined {
  return configured<Distribution>(scenario, "cloudfront").find((one) => one.id === id)?.config;
}

function usedBy(id: string, usageType: RegExp, { lines }: Measured): number {
  return lines
    .filter((line) => line.component === id && usageType.test(line.usageType))
    .reduce((sum, { quantity }) => sum + Number(quantity), 0);
}

/** Edge groups that a price class leaves to the others, as its page lists them. */
const leftOut = {
  200: ["south_america", "australia"],
  100: ["south_america", "australia", "japan", "india", "asia_pacific", "middle_east", "south_africa"],
} as const;

function fewerEdges(id: string, { price_class: present, plan: of }: Distribution, { model }: Facts): Variant[] {
  if (of !== "pay_as_you_go") return [];
  const viewers = Object.entries(model.viewers).filter(([, share]) => share > 0);
  return ([200, 100] as const)
    .filter((one) => present === "all" || one < present)
    .flatMap((one) => {
      const far = viewers.filter(([group]) => leftOut[one].some((other) => other === group));
      if (far.length === 0) return [];
      const names = far.map(([group]) => group.replaceAll("_", " ")).join(", ");
      return [
        {
          id: `edges.${id}.${one}`,
          title: `price class ${one} for ${id}`,
          group: `edges.${id}`,
          // A plan has all edges.
          changes: (now: Scenario) =>
            planOf(distribution(id, now)) === null ? [{ path: settingOf(id, "price_class"), value: one }] : null,
          loses: [`edges near viewers in ${names}`],
          needs: [],
          source: `${guide}/PriceClass.html`,
        },
      ];
    });
}

function shield(id: string): Variant {
  return {
    id: `shield.${id}`,
    title: `Origin Shield for ${id}: one cache in front of the origin`,
    group: `shield.${id}`,
    changes: (now) =>
      planOf(distribution(id, now))?.originShield === false
        ? null
        : [{ path: settingOf(id, "origin_shield"), value: true }],
    loses: [],
    needs: [],
    source: `${guide}/origin-shield.html`,
  };
}
