/** Route 53: hosted zones, and the queries that reach them. Health checks belong to recovery, not to a zone. */
import * as z from "zod";
import { count } from "../quantities.ts";
import { assumed } from "./assumed.ts";
import { planOfShop } from "./cloudfront-plans.ts";
import { plus, times } from "./hour-columns.ts";
import { service } from "./service.ts";

const config = z.strictObject({
  zones: count(1).default(1),
  /** The shop's names are alias records that point at CloudFront or a load balancer. */
  alias: z.boolean().default(true),
});

export const route53 = service<z.output<typeof config>>({
  kind: "route53",
  title: "Route 53",
  sources: [
    "https://aws.amazon.com/route53/pricing/",
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html",
  ],
  config,
  meters: {
    zones: {
      title: "Hosted zones",
      price: { serviceCode: "AmazonRoute53", usageType: "HostedZone", listedIn: "global" },
      unit: "HostedZone",
      size: 1,
      rounding: "exact",
      infracost: { name: "Hosted zone", unit: "months" },
      filters: { productFamily: "DNS Zone", usagetype: "HostedZone" },
    },
    queries: {
      title: "Standard queries",
      price: { serviceCode: "AmazonRoute53", usageType: "DNS-Queries", listedIn: "global" },
      unit: "Queries",
      size: 1,
      rounding: "exact",
      infracost: { name: "Standard queries (first 1B)", unit: "1M queries" },
      filters: { productFamily: "DNS Query", usagetype: "DNS-Queries" },
    },
  },
  limits: {},
  terraform: {
    aws_route53_zone: { config: () => ({}) },
  },
  assumptions: [
    assumed(
      "dnsQueries",
      "queries that reach Route 53 per new viewer connection; resolvers answer the rest",
      [0.05, 0.3, 1],
      "queries",
      "practitioner's judgement: records of 60 s behind shared resolvers",
    ),
  ],
  block({ zones, alias }, context) {
    // A flat-rate plan pays for one hosted zone and its queries.
    const isInPlan = planOfShop(context) !== null && context.first("route53") === context.id;
    // Charged when set up and on the first of each month after, never in part: once in each calendar month it exists in.
    const charged = new Float64Array(context.hours);
    let lastMonth = -1;
    for (let h = 0; h < context.hours; h += 1) {
      if (context.activeSeconds[h]! === 0 || context.months[h]! === lastMonth) continue;
      lastMonth = context.months[h]!;
      charged[h] = zones - (isInPlan ? 1 : 0);
    }
    context.meter("zones", charged);
    // Names are the whole shop's: with several zones, the first answers for them.
    if (context.first("route53") !== context.id || isInPlan) return;
    if (alias) {
      context.meter("queries", new Float64Array(context.hours), { cause: "alias queries to AWS resources are free" });
      return;
    }
    const perConnection = context.assume("dnsQueries");
    const queries = context.classes.map((c) =>
      times(context.requests(c.index, "viewer").hours, c.newConnections * perConnection),
    );
    context.meter("queries", plus(context.hours, queries), {
      cause: "new viewer connections",
      assumptions: ["dnsQueries", "albNew"],
    });
  },
});
