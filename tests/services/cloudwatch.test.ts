import { expect, test } from "vitest";
import { cloudwatch } from "../../src/services/cloudwatch.ts";
import { fargate } from "../../src/services/fargate.ts";
import { alone } from "../support/service-alone.ts";
import { estimateOf, scenarioOf } from "../support/estimate-text.ts";

/** Each meter as things that stood for the two hours. */
function counts(config: object, scaling: object | null = null): Record<string, number> {
  const others = scaling === null ? {} : { app: ["fargate", fargate.config.parse({ scaling })] as const };
  const meters = alone(cloudwatch, config, { hours: 2, activeSeconds: [60, 3600], others }).meters();
  return Object.fromEntries(Object.entries(meters).map(([name, seconds]) => [name, seconds / 7200]));
}

test("what is configured is charged by the hour, an hour begun as a whole one", () => {
  const all = { metrics: 12, alarms: 5, high_resolution_alarms: 2, composite_alarms: 1, dashboards: 4 };
  expect(counts(all)).toEqual(all);
  expect(counts({})).toEqual({});
});

test("each target-tracking policy keeps two alarms", () => {
  expect(counts({ alarms: 3 }, { cpu: "55%" })).toEqual({ alarms: 3 + 2 });
  expect(counts({}, { cpu: "55%", requests: "20/s" })).toEqual({ alarms: 4 });
  expect(counts({}, {})).toEqual({});
});

test("one that looks at the CPU every 20 seconds keeps high-resolution alarms, and its metric is charged", () => {
  const scaling = { cpu: "55%", metric_period: "20s" };
  expect(counts({ metrics: 1 }, scaling)).toEqual({ metrics: 2, high_resolution_alarms: 2 });
  // Requests per target are the balancer's metric, a datapoint a minute.
  expect(counts({}, { ...scaling, requests: "20/s" })).toEqual({ metrics: 1, alarms: 2, high_resolution_alarms: 2 });
});

const bill = (monitoring: string, app: string, region = "us-east-1") =>
  estimateOf(
    scenarioOf(`
region: ${region}
period: average_month
step: { base: 1h }
traffic: { baseline: { mean: 0/s } }
architecture: { network: { nat: none }, app: ${app}, monitoring: { service: cloudwatch, ${monitoring} } }
`),
  );

test("a month of 10 custom metrics, 10 alarms and the alarms of one policy costs $4.20", () => {
  const { lineItems } = bill("metrics: 10, alarms: 10", "{}").bill;
  expect(
    lineItems
      .filter(({ service }) => service === "cloudwatch")
      .map(({ usageType, quantity, cost, cause }) => [usageType, quantity, cost, cause]),
  ).toEqual([
    ["CW:MetricMonitorUsage", "10", "3", "custom metrics"],
    ["CW:AlarmMonitorUsage", "12", "1.2", "alarms configured; alarms of scaling policies"],
  ]);
});

test("a price that nobody quotes is never zero", () => {
  const fast = "{ scaling: { cpu: 55%, metric_period: 20s } }";
  expect(bill("dashboards: 1", fast).bill).toMatchObject({ complete: true });
  expect(bill("dashboards: 1", fast, "sa-east-1").bill).toMatchObject({
    complete: false,
    unpriced: [{ component: "monitoring", usageType: "CW:HighResAlarmMonitorUsage" }],
  });
});

test("a planned alarm counts the metrics it watches, an anomaly's band two more; below a minute it is high resolution", () => {
  const mapping = cloudwatch.terraform["aws_cloudwatch_metric_alarm"]!;
  const planned = (values: object) => ("config" in mapping ? mapping.config({ ...values }) : null);
  const query = (period: number) => ({ metric: [{ period }] });
  expect(planned({ period: 60, metric_query: [] })).toEqual({ alarms: 1 });
  expect(planned({ period: 10 })).toEqual({ high_resolution_alarms: 1 });
  expect(planned({ period: null, metric_query: [query(300), query(300), { metric: [] }] })).toEqual({ alarms: 2 });
  expect(planned({ threshold_metric_id: "band", metric_query: [query(60)] })).toEqual({ alarms: 3 });
});
