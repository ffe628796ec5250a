/** RDS Proxy: it shares connections to one database among the application's, and is billed by what the database is made of. */
import type { PriceSelector } from "../pricing/price.ts";
import { HOUR_SECONDS } from "../units.ts";
import { MINIMUM_INSTANCE_SECONDS } from "./aurora.ts";
import { atLeast, times } from "./hour-columns.ts";
import { shapeOf } from "./rds/instance-classes.ts";
import { databaseOf, proxyConfig, type ProxyConfig } from "./rds/proxy.ts";
import { service, type BlockContext, type Cell, type CellContext, type ComponentContext } from "./service.ts";

const pricing = "https://aws.amazon.com/rds/proxy/pricing/";

/** Billed at least. The minimum of two vCPUs is what the smallest class has. */
const MINIMUM_ACU = 8;

const selector = (usageType: string): PriceSelector => ({ serviceCode: "AmazonRDS", usageType });

export const rdsProxy = service<ProxyConfig>({
  kind: "rds_proxy",
  title: "RDS Proxy",
  sources: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-connections.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-pinning.html",
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html",
    pricing,
  ],
  config: proxyConfig,
  meters: {
    vcpus: {
      title: "vCPU hours of the database",
      price: selector("RDS:ProxyUsage"),
      unit: "Hrs",
      size: HOUR_SECONDS,
      rounding: "second_min_600",
      infracost: { name: "RDS proxy", unit: "vCPU-hours" },
      filters: { usagetype: "RDS:ProxyUsage" },
    },
    acu: {
      title: "ACU hours of the database",
      price: selector("RDS:Proxy-ASv2-Usage"),
      unit: "ACU-Hr",
      size: HOUR_SECONDS,
      rounding: "second_min_600",
      infracost: null,
      filters: { usagetype: "RDS:Proxy-ASv2-Usage" },
    },
  },
  limits: {},
  terraform: {
    aws_db_proxy: { config: () => ({}) },
    aws_db_proxy_default_target_group: { free: "a setting" },
    aws_db_proxy_target: { free: "which database the proxy stands in front of" },
    aws_db_proxy_endpoint: { free: "another name of the proxy" },
  },
  cell,
  block,
});

/** The instances behind a proxy: their vCPUs, or null for serverless ones. */
function instancesOf(of: ProxyConfig, context: ComponentContext) {
  const id = databaseOf(of, context);
  if (id === null) return null;
  const { instance, readers = 0 } = context.configOf(id) as { readonly instance?: string; readonly readers?: number };
  return { id, readers, vcpus: instance === undefined ? null : shapeOf(instance).vcpus };
}

/** Serverless instances count with their capacity of the moment, and with 8 ACU at least. */
function cell(of: ProxyConfig, context: CellContext): Cell {
  const { bus } = context;
  const behind = instancesOf(of, context);
  const billed = context.driver("billed ACU", "ACU");
  const capacity = behind?.vcpus === null ? context.driverOf(behind.id, "capacity") : null;
  return {
    stage: "worker",
    step() {
      if (capacity !== null) billed.now = Math.max(MINIMUM_ACU * bus.dt, capacity.now);
    },
    waiting: () => 0,
  };
}

function block(of: ProxyConfig, context: BlockContext): void {
  const behind = instancesOf(of, context);
  if (behind === null) return;
  const { vcpus, readers } = behind;
  if (vcpus === null) {
    context.meter("acu", context.driver("billed ACU").hours);
    return;
  }
  const seconds = atLeast(context.activeSeconds, MINIMUM_INSTANCE_SECONDS);
  context.meter("vcpus", times(seconds, (1 + readers) * vcpus));
}
