/**
 * Regional NAT gateway: one gateway for all zones, charged in each zone where something stands, that takes traffic in the zone it
 * comes from. It follows new workloads into their zone after a while; until then their traffic crosses to another.
 * https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
 */
import * as z from "zod";
import { count } from "../quantities.ts";
import { GIGABYTE, HOUR_SECONDS } from "../units.ts";
import { assumed } from "./assumed.ts";
import { plus, wholeHours } from "./hour-columns.ts";
import { natGatewayCell, natGatewayLimits } from "./nat-gateway-cell.ts";
import { type BlockContext, service } from "./service.ts";

const config = z.strictObject({
  /** Public addresses in each zone. In automatic mode AWS adds more, at a pace it does not publish: none is counted on. */
  addresses: count(1).max(32).default(1),
});
type Config = z.output<typeof config>;

const page = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html";
const operation = "RegionalNatGateway";

export const regionalNatGateway = service<Config>({
  kind: "regional_nat_gateway",
  title: "Regional NAT gateway",
  sources: [
    page,
    "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
    "https://aws.amazon.com/vpc/pricing/",
  ],
  config,
  assumptions: [
    assumed(
      "natExpansion",
      "time until a regional NAT gateway has followed a workload into a new zone",
      [15, 20, 60],
      ["min", 60],
      `up to 60 minutes (${page}); third parties saw 15 to 20`,
    ),
  ],
  meters: {
    hours: {
      title: "Hours, each zone",
      price: { serviceCode: "AmazonEC2", usageType: "RegionalNatGateway-Hours", operation },
      unit: "Hrs",
      size: HOUR_SECONDS,
      rounding: "clock_hour",
      infracost: { name: "NAT gateway", unit: "hours" },
      filters: { productFamily: "NAT Gateway", operation, usagetype: "RegionalNatGateway-Hours" },
    },
    bytes: {
      title: "Data processed",
      price: { serviceCode: "AmazonEC2", usageType: "RegionalNatGateway-Bytes", operation },
      unit: "GB",
      size: GIGABYTE,
      rounding: "exact",
      infracost: { name: "Data processed", unit: "GB" },
      filters: { productFamily: "NAT Gateway", operation, usagetype: "RegionalNatGateway-Bytes" },
    },
    crossing: {
      title: "Between zones while it expands, each side",
      price: {
        serviceCode: "AWSDataTransfer",
        usageType: "DataTransfer-Regional-Bytes",
        attributes: { transferType: "IntraRegion" },
      },
      unit: "GB",
      size: GIGABYTE,
      rounding: "exact",
      infracost: null,
      filters: { transferType: "IntraRegion" },
    },
  },
  limits: natGatewayLimits,
  terraform: {
    aws_nat_gateway: { config: ({ availability_mode: mode }) => (mode === "regional" ? {} : null) },
  },
  cell: ({ addresses }, context) => natGatewayCell({ addresses: addresses * context.zones }, context),
  block(_of, context) {
    const { hours, occupiedSeconds, activeSeconds } = context;
    const zones = occupiedSeconds.map((zone) => zone.map((seconds, h) => Math.min(seconds, activeSeconds[h]!)));
    const cause = zones.length === 1 ? "in 1 zone" : `in ${zones.length} zones`;
    context.meter("hours", plus(hours, zones.map(wholeHours)), { cause });
    const { bytesUp, bytesDown, assumptions } = context.carried();
    const bytes = plus(hours, [bytesUp, bytesDown]);
    context.meter("bytes", bytes, { assumptions: [...assumptions] });
    context.meter("crossing", crossingBytes(zones, bytes, context), {
      cause: "zones that it has not followed into yet",
      assumptions: [...assumptions, "natExpansion"],
    });
  },
});

/**
 * What crosses zones in each hour, both sides counted. Traffic is spread evenly over the zones in use; that of a zone first used
 * within the period crosses until the gateway has followed. A zone in use when the period begins has long been followed into.
 */
function crossingBytes(
  zones: readonly Float64Array[],
  bytes: Float64Array,
  { assume }: Pick<BlockContext, "assume">,
): Float64Array {
  const expansions = zones.map((zone) => expandingSeconds(zone, assume("natExpansion")));
  return bytes.map((volume, h) => {
    const used = zones.filter((zone) => zone[h]! > 0).length;
    if (used <= 1) return 0;
    const crossing = expansions.reduce((total, seconds) => total + seconds[h]! / HOUR_SECONDS, 0);
    return (2 * volume * crossing) / used;
  });
}

/**
 * Seconds of each hour in which a zone waits for the gateway, which takes `seconds` to come: with 1,800 s,
 * `expandingSeconds(Float64Array.of(0, 600, 3600), 1800)` is `0, 600, 1200`.
 */
export function expandingSeconds(zone: Float64Array, seconds: number): Float64Array {
  let left = 0;
  return zone.map((used, h) => {
    const isNew = used > 0 && (h === 0 ? used < HOUR_SECONDS : zone[h - 1] === 0);
    if (isNew) left = seconds;
    const waiting = Math.min(left, used);
    left -= waiting;
    return waiting;
  });
}
