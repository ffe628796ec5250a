/**
 * CloudWatch metrics, alarms and dashboards: those configured, and those that scaling policies make. A target-tracking policy keeps
 * two alarms; one that looks every 20 seconds keeps high-resolution ones, on a metric that is charged as detailed monitoring.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_billing.html
 */
import * as z from "zod";
import { count } from "../quantities.ts";
import type { FargateConfig } from "./fargate-config.ts";
import { MINUTE_SECONDS } from "../units.ts";
import { times, wholeHours } from "./hour-columns.ts";
import { type BlockContext, type Meter, service } from "./service.ts";

const config = z.strictObject({
  /** Custom metrics: each combination of a name and dimensions is one. */
  metrics: count().default(0),
  /** Metrics that standard alarms watch; an alarm on anomalies watches three. */
  alarms: count().default(0),
  high_resolution_alarms: count().default(0),
  composite_alarms: count().default(0),
  /** Custom ones, with up to 50 metrics each, beyond the three that are free. */
  dashboards: count().default(0),
});
type Config = z.output<typeof config>;

const ALARMS_PER_POLICY = 2;

function monthly(title: string, usageType: string, unit: string, infracost: Meter["infracost"]): Meter<Config> {
  return {
    title,
    price: { serviceCode: "AmazonCloudWatch", usageType },
    unit,
    size: { perMonth: 1 },
    rounding: "clock_hour",
    infracost,
    filters: { usagetype: usageType },
  };
}

export const cloudwatch = service<Config>({
  kind: "cloudwatch",
  title: "CloudWatch",
  sources: [
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_billing.html",
    "https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html",
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/target-tracking-faster-auto-scaling.html",
  ],
  config,
  meters: {
    metrics: monthly("Custom metrics", "CW:MetricMonitorUsage", "Metrics", { name: "Custom metrics", unit: "metrics" }),
    alarms: monthly("Standard alarms", "CW:AlarmMonitorUsage", "Alarms", {
      name: "Standard resolution",
      unit: "alarm metrics",
    }),
    // The catalogue has no price of these three: listed gaps, with prices quoted elsewhere.
    high_resolution_alarms: monthly("High-resolution alarms", "CW:HighResAlarmMonitorUsage", "Alarms", {
      name: "High resolution",
      unit: "alarm metrics",
    }),
    composite_alarms: monthly("Composite alarms", "CW:CompositeAlarmMonitorUsage", "Alarms", {
      name: "Composite alarms",
      unit: "alarms",
    }),
    dashboards: {
      ...monthly("Dashboards", "DashboardsUsageHour-Basic", "Dashboards", { name: "Dashboard", unit: "months" }),
      price: { serviceCode: "AmazonCloudWatch", usageType: "DashboardsUsageHour-Basic", listedIn: "global" },
    },
  },
  limits: {},
  terraform: {
    aws_cloudwatch_metric_alarm: { config: plannedAlarm },
    aws_cloudwatch_composite_alarm: { config: () => ({ composite_alarms: 1 }) },
    aws_cloudwatch_dashboard: { config: () => ({ dashboards: 1 }) },
  },
  block(of, context) {
    const hours = wholeHours(context.activeSeconds);
    const policies = scalingPolicies(context);
    const standard = policies.filter(({ highResolution }) => !highResolution).length;
    const fast = policies.length - standard;
    const send = (meter: keyof Config, amount: number, cause: string): void => {
      if (amount > 0) context.meter(meter, times(hours, amount), { cause });
    };
    send("metrics", of.metrics, "custom metrics");
    send("metrics", fast, "20-second metrics of scaling policies");
    send("alarms", of.alarms, "alarms configured");
    send("alarms", standard * ALARMS_PER_POLICY, "alarms of scaling policies");
    send("high_resolution_alarms", of.high_resolution_alarms, "alarms configured");
    send("high_resolution_alarms", fast * ALARMS_PER_POLICY, "alarms of scaling policies");
    send("composite_alarms", of.composite_alarms, "alarms configured");
    send("dashboards", of.dashboards, "dashboards");
  },
});

/** One for each metric that an ECS service's tasks are tracked by. */
function scalingPolicies(context: Pick<BlockContext, "all" | "configOf">): { readonly highResolution: boolean }[] {
  return context.all("fargate").flatMap((id) => {
    // What Fargate's own schema has parsed.
    const { scaling } = context.configOf(id) as Pick<FargateConfig, "scaling">;
    const { cpu, requests, metric_period: period } = scaling;
    // Requests are the balancer's metric, which has a datapoint a minute.
    return [
      ...(cpu === undefined ? [] : [{ highResolution: period === "20s" }]),
      ...(requests === undefined ? [] : [{ highResolution: false }]),
    ];
  });
}

/** Alarms are charged by the metrics they watch; an anomaly's band counts as two more. Shorter than a minute is high resolution. */
function plannedAlarm(values: Readonly<Record<string, unknown>>): Partial<Config> {
  const queries = listOf(values["metric_query"]);
  const queried = queries.flatMap(({ metric }) => listOf(metric));
  const isAnomaly = typeof values["threshold_metric_id"] === "string" && values["threshold_metric_id"] !== "";
  const watched = Math.max(1, queried.length) + (isAnomaly ? 2 : 0);
  const periods = [values["period"], ...queried.map(({ period }) => period)].filter((one) => typeof one === "number");
  return periods.some((seconds) => seconds < MINUTE_SECONDS)
    ? { high_resolution_alarms: watched }
    : { alarms: watched };
}

function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "object" && one !== null) : [];
}
