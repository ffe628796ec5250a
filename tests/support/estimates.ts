/** Complete estimates written by hand: a month with a drop that fails, and the smallest one there is. */
import { decimal, sum } from "../../src/decimal.ts";
import type { Estimate, EstimateLineItem } from "../../src/estimate-schema.ts";
import type { Series } from "../../src/simulation/series.ts";

interface LineInput {
  readonly component: string;
  readonly service: string;
  readonly serviceCode: string;
  readonly usageType: string;
  readonly unit: string;
  /** Quantity and price of each tier; without a price: no price at all. */
  readonly tiers: readonly { readonly quantity: string; readonly price: string | null }[];
  readonly cause?: string;
}

function line({ component, service, serviceCode, usageType, unit, tiers, cause }: LineInput): EstimateLineItem {
  let from = decimal("0");
  const charges = tiers.flatMap(({ quantity, price }, index) => {
    if (price === null) return [];
    const to = from.plus(decimal(quantity));
    const charge = {
      month: "2026-11",
      from: from.toString(),
      to: index === tiers.length - 1 ? null : to.toString(),
      listPricePerUnit: price,
      pricePerUnit: price,
      quantity,
      cost: decimal(quantity).times(decimal(price)).toString(),
    };
    from = to;
    return [charge];
  });
  const priced = charges.length === tiers.length;
  return {
    component,
    service,
    serviceCode,
    usageType,
    operation: null,
    region: "us-east-1",
    sku: null,
    priceId: priced ? `${serviceCode}:us-east-1:${usageType}` : null,
    unit,
    quantity: sum(tiers.map(({ quantity }) => decimal(quantity))).toString(),
    cost: priced ? sum(charges.map(({ cost }) => decimal(cost))).toString() : null,
    range: null,
    charges,
    priceAsOf: priced ? "2026-11-20" : null,
    priceSource: priced ? "raw-offer" : null,
    cause: cause ?? null,
    assumptions: component === "app" ? ["cpuPage", "util"] : [],
  };
}

const lineItems: EstimateLineItem[] = [
  line({
    component: "nat",
    service: "nat_gateway",
    serviceCode: "AmazonEC2",
    usageType: "NatGateway-Hours",
    unit: "Hrs",
    tiers: [{ quantity: "2160", price: "0.0450000000" }],
  }),
  line({
    component: "nat",
    service: "nat_gateway",
    serviceCode: "AmazonEC2",
    usageType: "NatGateway-Bytes",
    unit: "GB",
    tiers: [{ quantity: "10000", price: "0.0450000000" }],
    cause: "s3 reads",
  }),
  line({
    component: "nat",
    service: "nat_gateway",
    serviceCode: "AmazonEC2",
    usageType: "NatGateway-Bytes",
    unit: "GB",
    tiers: [{ quantity: "31.4375", price: "0.0450000000" }],
    cause: "payment calls",
  }),
  line({
    component: "app",
    service: "fargate",
    serviceCode: "AmazonECS",
    usageType: "USE1-Fargate-ARM-vCPU-Hours:perCPU",
    unit: "hours",
    tiers: [{ quantity: "4422.61", price: "0.03238" }],
  }),
  line({
    component: "app",
    service: "fargate",
    serviceCode: "AmazonECS",
    usageType: "USE1-Fargate-ARM-GB-Hours",
    unit: "hours",
    tiers: [{ quantity: "8845.22", price: "0.00356" }],
  }),
  line({
    component: "database",
    service: "aurora_serverless",
    serviceCode: "AmazonRDS",
    usageType: "Aurora:ServerlessV2Usage",
    unit: "ACU-Hr",
    tiers: [{ quantity: "1530.3333333333", price: "0.12" }],
  }),
  line({
    component: "database",
    service: "aurora_serverless",
    serviceCode: "AmazonRDS",
    usageType: "Aurora:StorageIOUsage",
    unit: "IOs",
    tiers: [{ quantity: "96412345", price: "0.0000002" }],
  }),
  line({
    component: "database",
    service: "aurora_serverless",
    serviceCode: "AmazonRDS",
    usageType: "Aurora:BackupUsage",
    unit: "GB-Mo",
    tiers: [{ quantity: "0", price: "0.021" }],
  }),
  line({
    component: "cdn",
    service: "cloudfront",
    serviceCode: "AmazonCloudFront",
    usageType: "US-DataTransfer-Out-Bytes",
    unit: "GB",
    tiers: [
      { quantity: "10240", price: "0.085" },
      { quantity: "1180.5", price: "0.08" },
    ],
  }),
  line({
    component: "cdn",
    service: "cloudfront",
    serviceCode: "AmazonCloudFront",
    usageType: "US-Requests-Tier2-HTTPS",
    unit: "Requests",
    tiers: [{ quantity: "104123456", price: "0.000001" }],
  }),
  line({
    component: "balancer",
    service: "application_load_balancer",
    serviceCode: "AWSELB",
    usageType: "LoadBalancerUsage",
    unit: "Hrs",
    tiers: [{ quantity: "720", price: "0.0225" }],
  }),
  line({
    component: "balancer",
    service: "application_load_balancer",
    serviceCode: "AWSELB",
    usageType: "LCUUsage",
    unit: "LCU-Hrs",
    tiers: [{ quantity: "812.3456789", price: "0.008" }],
  }),
  line({
    component: "queue",
    service: "sqs",
    serviceCode: "AWSQueueService",
    usageType: "Requests-Tier1",
    unit: "Requests",
    tiers: [{ quantity: "12000", price: "0.0000004" }],
  }),
  line({
    component: "waf",
    service: "waf",
    serviceCode: "awswaf",
    usageType: "BotControl-Requests",
    unit: "Requests",
    tiers: [{ quantity: "812004", price: null }],
  }),
];

function costOf(component: string): string | null {
  const costs = lineItems
    .filter((item) => item.component === component)
    .flatMap(({ cost }) => (cost === null ? [] : [decimal(cost)]));
  return costs.length === 0 ? null : sum(costs).toString();
}

const services = [...new Map(lineItems.map(({ component, service }) => [component, service]))];

/** A month of a shop whose drop fails: graduated tiers, a line without a price, claims of every kind. */
export const failingDrop: Estimate = {
  schema: "surgecast/estimate/1",
  scenario: {
    name: "flash-sale",
    title: "The drop on the architecture as published, unprepared",
    region: "us-east-1",
    period: { start: "2026-11-01T00:00:00Z", end: "2026-12-01T00:00:00Z", hours: 720 },
    seed: 7,
  },
  prices: { newest: "2026-11-20", oldest: "2026-10-02", regions: ["us-east-1", "global"] },
  bill: {
    currency: "USD",
    total: sum(lineItems.flatMap(({ cost }) => (cost === null ? [] : [decimal(cost)]))).toString(),
    complete: false,
    range: null,
    lineItems,
    byComponent: services.map(([component, service]) => ({ component, service, cost: costOf(component) })),
    peakHour: { start: "2026-11-20T18:00:00Z", cost: "21.1049" },
    perOrder: "0.61849",
    allowancesWouldSave: "86.7048",
    unpriced: [{ component: "waf", usageType: "BotControl-Requests", reason: "not in the price cache for us-east-1" }],
    unsupported: [{ type: "aws_guardduty_detector", count: 2 }],
    notIncluded: [
      "Support plans",
      "tax",
      "GuardDuty",
      "CloudTrail data events",
      "AWS Config",
      "data transfer of third parties",
      "domain registration",
    ],
  },
  nat: {
    processedBytes: "10771173998592",
    cost: costOf("nat"),
    hourlyCost: "97.2",
    byDestination: [
      { destination: "payment", via: "nat gateway", bytes: "33755758592", cost: "1.4146875" },
      { destination: "s3", via: "nat gateway", bytes: "10737418240000", cost: "450" },
    ],
    savings: [
      {
        change: "gateway endpoint for S3 in every private route table",
        monthlyCost: "-450",
        bytesMoved: "10737418240000",
        breakEvenGb: null,
      },
      {
        change: "interface endpoints for ECR and CloudWatch Logs in 3 AZs",
        monthlyCost: "42.15",
        bytesMoved: "33755758592",
        breakEvenGb: "1234.2857142857",
      },
    ],
  },
  survival: {
    verdict: "fails",
    verdictShares: null,
    separatedBy: null,
    attempts: "2431877",
    requests: "1960233",
    served: "1148229",
    late: "6900",
    failed: "812004",
    orders: "3012",
    ordersLost: { orders: "1204", value: "216720" },
    events: [
      {
        name: "drop",
        start: "2026-11-20T18:00:00Z",
        end: "2026-11-20T18:31:00Z",
        cost: "38.1184",
        range: null,
        verdict: "fails",
        requests: "1960233",
        failed: "812004",
        peakRequestsPerSecond: 4012.4,
        worstMinute: { start: "2026-11-20T18:02:00Z", failedShare: 0.7134 },
        recoverySeconds: 570,
        byClass: [
          {
            class: "static",
            objective: "none (not dynamic)",
            served: "940000",
            inTime: "940000",
            failed: "0",
            p99Seconds: 0.04,
          },
          {
            class: "page",
            objective: "99.9% within 10s",
            served: "110203",
            inTime: "104003",
            failed: "381200",
            p99Seconds: 10,
          },
          {
            class: "api",
            objective: "99.9% within 10s",
            served: "91226",
            inTime: "91226",
            failed: "402800",
            p99Seconds: 9.84,
          },
          {
            class: "checkout",
            objective: "99.5% within 3s",
            served: "6800",
            inTime: "6100",
            failed: "28004",
            p99Seconds: 3,
          },
        ],
        limits: [
          {
            component: "app",
            limit: "CPU",
            value: "3 tasks of 2 vCPU",
            firstReachedAt: "2026-11-20T18:00:12Z",
            failed: "611200",
            source: "architecture.app.min",
          },
          {
            component: "database",
            limit: "connections",
            value: "189",
            firstReachedAt: "2026-11-20T18:01:40Z",
            failed: "172800",
            source:
              "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html",
          },
          {
            component: "payment",
            limit: "requests",
            value: "100/s",
            firstReachedAt: "2026-11-20T18:02:05Z",
            failed: "28004",
            source: "destinations.payment.limit",
          },
        ],
      },
    ],
  },
  batches: [
    {
      component: "batch",
      runs: 10_000,
      pools: [
        { type: "c7g.xlarge", interruptionBand: "<5%", instances: 3 },
        { type: "m6i.xlarge", interruptionBand: ">20%", instances: 3 },
        { type: "u7x.xlarge", interruptionBand: null, instances: 0 },
      ],
      onDemandBase: 2,
      finishSeconds: { p10: 21_690, p50: 21_690, p90: 22_350, p99: 24_810, longest: null },
      costPerRun: { mean: "1.4911000000", p10: "1.4500000000", p50: "1.4700000000", p90: "1.6200000000" },
      interruptionsPerRun: 0.3,
      interruptedRunsShare: 0.12,
      onDemandHoursShare: 0.3375,
      deadline: { seconds: 23_400, missedShare: 0.041 },
      onDemand: { finishSeconds: 21_690, costPerRun: "3.4800000000" },
      savedShare: 0.571523,
    },
  ],
  recovery: null,
  prepared: null,
  claims: [
    {
      says: "10,000 GB from S3 through NAT costs about $450",
      value: "$450.00",
      computed: "$450.00",
      verdict: "confirms",
    },
    { says: "0.5 ACU all month costs $40", value: "$40.00", computed: "$43.20", verdict: "corrects" },
    { says: "Graviton uses 60% less energy", value: "60%", computed: null, verdict: "cannot tell" },
  ],
  assumptions: [
    {
      id: "cpuPage",
      what: "vCPU time of a rendered page",
      value: "80",
      low: "40",
      high: "160",
      unit: "ms",
      source: "practitioner's judgement",
      confidence: "C",
      totalAtLow: "1791.5",
      totalAtHigh: "2230.125",
    },
    {
      id: "staticKB",
      what: "viewer bytes of an image",
      value: "45",
      low: "25",
      high: "90",
      unit: "KB",
      source: "practitioner's judgement",
      confidence: "C",
      totalAtLow: "1490.1",
      totalAtHigh: "2810.9",
    },
    {
      id: "acuBase",
      what: "ACU held outside the drop",
      value: "2",
      low: "0.5",
      high: "4",
      unit: "ACU",
      source: "practitioner's judgement",
      confidence: "C",
      totalAtLow: "1762.22",
      totalAtHigh: "2062.22",
    },
    {
      id: "newConn",
      what: "share of third-party calls on a new connection",
      value: "0.2",
      low: "0.05",
      high: "1",
      unit: "",
      source: "practitioner's judgement",
      confidence: "C",
      totalAtLow: "1901.02",
      totalAtHigh: "1905.9",
    },
    {
      id: "util",
      what: "utilisation the prepared fleet is sized for",
      value: "0.55",
      low: "0.65",
      high: "0.45",
      unit: "",
      source: "practitioner's judgement",
      confidence: "C",
      totalAtLow: "1880.4",
      totalAtHigh: "1931.7",
    },
    {
      id: "kmsReq",
      what: "KMS requests in a month",
      value: "500000",
      low: "100000",
      high: "4000000",
      unit: "",
      source: "practitioner's judgement",
      confidence: "C",
      totalAtLow: "1901.1",
      totalAtHigh: "1912.8",
    },
    {
      id: "flowGB",
      what: "flow logs to S3",
      value: "5",
      low: "1",
      high: "30",
      unit: "GB",
      source: "practitioner's judgement",
      confidence: "C",
      totalAtLow: null,
      totalAtHigh: null,
    },
  ],
  warnings: [
    "AWS publishes no figure for how fast a load balancer grows: the quick of two calibrations was used (assumption albGrowth).",
  ],
};

/** One line of raw usage: no scenario, no survival, nothing assumed. */
export const oneLine: Estimate = {
  schema: "surgecast/estimate/1",
  scenario: null,
  prices: { newest: "2026-11-20", oldest: "2026-11-20", regions: ["us-east-1"] },
  bill: {
    currency: "USD",
    total: "450",
    complete: true,
    range: null,
    lineItems: [
      line({
        component: "",
        service: "",
        serviceCode: "AmazonEC2",
        usageType: "NatGateway-Bytes",
        unit: "GB",
        tiers: [{ quantity: "10000", price: "0.0450000000" }],
      }),
    ],
    byComponent: [{ component: "", service: "", cost: "450" }],
    peakHour: null,
    perOrder: null,
    allowancesWouldSave: "0",
    unpriced: [],
    unsupported: [],
    notIncluded: ["Support plans", "tax"],
  },
  nat: null,
  survival: null,
  batches: [],
  recovery: null,
  prepared: null,
  claims: [],
  assumptions: [],
  warnings: [],
};

/** The same shop, prepared: everything is served and everything has a price, with ranges from sampled runs. */
export const survivingDrop: Estimate = {
  ...failingDrop,
  bill: {
    ...failingDrop.bill,
    complete: true,
    range: { p10: "1620.4", p50: "1934.25", p90: "2410.6", typicalPercentile: 46, runs: 1000 },
    lineItems: lineItems.filter(({ cost }) => cost !== null),
    byComponent: failingDrop.bill.byComponent.filter(({ cost }) => cost !== null),
    unpriced: [],
    unsupported: [],
  },
  survival: {
    verdict: "survives",
    verdictShares: { survives: 0.973, degrades: 0.027, fails: 0 },
    separatedBy: [{ assumption: "cpuPage", worse: "higher", pairs: 0.94 }],
    attempts: "1960233",
    requests: "1960233",
    served: "1960230",
    late: "0",
    failed: "3",
    orders: "4216",
    ordersLost: { orders: "0", value: "0" },
    events: [
      {
        name: "drop",
        start: "2026-11-20T18:00:00Z",
        end: "2026-11-20T18:31:00Z",
        cost: "61.0551",
        range: { p10: "44.1", p50: "61", p90: "90.4", typicalPercentile: 50, runs: 1000 },
        verdict: "survives",
        requests: "1960233",
        failed: "3",
        peakRequestsPerSecond: 4012.4,
        worstMinute: { start: "2026-11-20T18:02:00Z", failedShare: 0.00001 },
        recoverySeconds: 0,
        byClass: [
          {
            class: "checkout",
            objective: "99.5% within 3s",
            served: "34801",
            inTime: "34801",
            failed: "3",
            p99Seconds: 0.84,
          },
        ],
        limits: [],
      },
    ],
  },
  prepared: {
    cost: "41.5",
    entries: [
      {
        component: "app",
        settings: [{ setting: "min", value: "60" }],
        event: "drop",
        from: "2026-11-20T17:30:00Z",
        until: "2026-11-20T19:30:00Z",
        cost: "12.25",
        costPerDay: null,
      },
      {
        component: "database",
        settings: [{ setting: "min", value: "40" }],
        event: "drop",
        from: "2026-11-20T17:30:00Z",
        until: null,
        cost: "31.875",
        costPerDay: "115.2",
      },
    ],
  },
  warnings: [],
};

const NOVEMBER = Date.UTC(2026, 10, 1) / 1000;
const DROP = Date.UTC(2026, 10, 20, 18) / 1000;
const DROP_SECONDS = 31 * 60;

/** A month on a grid of 300 s, at 15 s around the drop: a daily rhythm, and a hundredfold spike with its slow answer. */
export const dropSeries: Series = (() => {
  const starts: number[] = [];
  const steps: number[] = [];
  for (let second = 0; second < 720 * 3600;) {
    const at = NOVEMBER + second;
    const step = at >= DROP - 300 && at < DROP + 7200 ? 15 : 300;
    starts.push(at);
    steps.push(step);
    second += step;
  }
  const load = (at: number): number => {
    const rhythm = 20 + 20 * (1 - Math.abs(((at / 3600) % 24) - 20) / 20);
    const since = at - DROP;
    const surge =
      since < 0 || since > DROP_SECONDS ? 0 : Math.min(1, since / 60) * Math.min(1, (DROP_SECONDS - since) / 900);
    return rhythm * (1 + 99 * surge);
  };
  const tasks = (at: number): number => {
    const since = at - DROP;
    if (since < 180 || since > 7200) return 3;
    return Math.max(3, Math.min(67, Math.floor((since - 180) / 60) * 6 + 6, Math.floor((7200 - since) / 60)));
  };
  const column = (component: string, name: string, unit: string, value: (at: number) => number) => ({
    component,
    name,
    unit,
    values: Float64Array.from(starts, value),
  });
  return {
    startSeconds: Float64Array.from(starts),
    stepSeconds: Float64Array.from(steps),
    columns: [
      column("cdn", "requests", "1/s", load),
      column("balancer", "requests", "1/s", (at) => load(at) * 0.4),
      column("balancer", "active connections", "connections", (at) => load(at) * 2),
      column("app", "running tasks", "tasks", tasks),
      column("database", "capacity", "ACU", (at) => Math.min(64, 0.5 + Math.floor(load(at) / 50) * 0.5)),
      column("nat", "processed", "bytes/s", (at) => 4_142_522 + load(at) * 6000),
    ],
    events: [{ name: "drop", startSeconds: DROP, endSeconds: DROP + DROP_SECONDS }],
  };
})();
