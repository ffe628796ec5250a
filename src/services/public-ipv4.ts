/** Public IPv4 addresses, in use or idle: AWS charges both alike since February 2024. */
import * as z from "zod";
import { count } from "../quantities.ts";
import { HOUR_SECONDS } from "../units.ts";
import { times } from "./hour-columns.ts";
import { service } from "./service.ts";

const config = z.strictObject({
  addresses: count().default(1),
  /** Held but attached to nothing. */
  idle: z.boolean().default(false),
});

export const publicIpv4 = service<z.output<typeof config>>({
  kind: "public_ipv4",
  title: "Public IPv4 address",
  sources: ["https://aws.amazon.com/vpc/pricing/"],
  config,
  meters: {
    in_use: {
      title: "Public IPv4 address in use",
      price: { serviceCode: "AmazonVPC", usageType: "PublicIPv4:InUseAddress" },
      unit: "Hrs",
      size: HOUR_SECONDS,
      rounding: "second_min_60",
      infracost: null,
      filters: { usagetype: "PublicIPv4:InUseAddress" },
    },
    idle: {
      title: "Public IPv4 address, idle",
      price: { serviceCode: "AmazonVPC", usageType: "PublicIPv4:IdleAddress" },
      unit: "Hrs",
      size: HOUR_SECONDS,
      rounding: "second_min_60",
      infracost: { name: "IP address (if unused)", unit: "hours" },
      filters: { usagetype: "PublicIPv4:IdleAddress" },
    },
  },
  limits: {},
  terraform: {
    aws_eip: {
      config: (values) => ({ addresses: 1, idle: values["instance"] === null && values["network_interface"] === null }),
    },
    aws_eip_association: { free: "the address itself is charged" },
  },
  block({ addresses, idle }, context) {
    context.meter(idle ? "idle" : "in_use", times(context.activeSeconds, addresses));
  },
});
