/**
 * NAT gateway: clock hours and every byte that crosses it, up or down. Ports per destination address, bandwidth and packets limit it.
 * https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
 */
import * as z from "zod";
import { count } from "../quantities.ts";
import { GIGABYTE, HOUR_SECONDS } from "../units.ts";
import { wholeHours } from "./hour-columns.ts";
import { BITS_PER_SECOND, natGatewayCell, natGatewayGrowth, natGatewayLimits } from "./nat-gateway-cell.ts";
import { service } from "./service.ts";

const config = z.strictObject({
  /** Public addresses: each adds 55,000 simultaneous connections per destination. */
  addresses: count(1).max(8).default(1),
});
type Config = z.output<typeof config>;

const basics = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html";

export const natGateway = service<Config>({
  kind: "nat_gateway",
  title: "NAT gateway",
  sources: [basics, "https://aws.amazon.com/vpc/pricing/"],
  config,
  assumptions: [
    {
      id: "natPacket",
      what: "bytes per packet through NAT",
      low: 1200,
      typical: 800,
      high: 400,
      unit: "B",
      baseUnits: 1,
      source: "practitioner's judgement",
      confidence: "C",
    },
    {
      id: "natHold",
      what: "time until an application closes a connection through NAT; from 350 s on it does not, and NAT drops it idle",
      low: 5,
      typical: 60,
      high: 350,
      unit: "s",
      baseUnits: 1,
      source: `practitioner's judgement within the idle timeout of ${basics}`,
      confidence: "C",
    },
    ...natGatewayGrowth,
  ],
  meters: {
    hours: {
      title: "Hours",
      price: { serviceCode: "AmazonEC2", usageType: "NatGateway-Hours", operation: "NatGateway" },
      unit: "Hrs",
      size: HOUR_SECONDS,
      rounding: "clock_hour",
      infracost: { name: "NAT gateway", unit: "hours" },
      filters: { productFamily: "NAT Gateway", operation: "NatGateway" },
    },
    bytes: {
      title: "Data processed",
      price: { serviceCode: "AmazonEC2", usageType: "NatGateway-Bytes", operation: "NatGateway" },
      unit: "GB",
      size: GIGABYTE,
      rounding: "exact",
      infracost: { name: "Data processed", unit: "GB" },
      filters: { productFamily: "NAT Gateway", operation: "NatGateway" },
    },
  },
  limits: natGatewayLimits,
  terraform: {
    aws_nat_gateway: {
      config: ({ availability_mode: mode, secondary_allocation_ids: more }) =>
        mode === "regional" ? null : { addresses: 1 + (Array.isArray(more) ? more.length : 0) },
    },
  },
  cell: natGatewayCell,
  bounds: () => [{ driver: "throughput", title: "100 Gbit/s a gateway", value: BITS_PER_SECOND.to / 8 }],
  block(_of, context) {
    context.meter("hours", wholeHours(context.activeSeconds));
    const { bytesUp, bytesDown, assumptions: assumed } = context.carried();
    const bytes = bytesUp.map((up, h) => up + bytesDown[h]!);
    context.meter("bytes", bytes, { assumptions: [...assumed] });
  },
});
