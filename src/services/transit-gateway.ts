/**
 * Transit gateway: a hub between VPCs, Regions and on-premises networks. Each attachment is charged by the hour, and each byte once,
 * where a VPC or a VPN sends it into the hub; what comes from a peered hub of another Region is not charged again.
 * https://aws.amazon.com/transit-gateway/pricing/
 */
import * as z from "zod";
import { count } from "../quantities.ts";
import { GIGABYTE, HOUR_SECONDS } from "../units.ts";
import { plus, times, wholeHours } from "./hour-columns.ts";
import { type Meter, service } from "./service.ts";
import { connectionsOf } from "./vpn.ts";

const config = z.strictObject({
  /** VPCs attached, that of the network included. */
  vpcs: count().default(1),
  /** Hubs it is peered with beside those of the architecture's other Regions. */
  peerings: count().default(0),
});
type Config = z.output<typeof config>;

function attachment(title: string, operation: string): Meter<Config> {
  return {
    title,
    price: { serviceCode: "AmazonVPC", usageType: "TransitGateway-Hours", operation },
    unit: "hour",
    size: HOUR_SECONDS,
    rounding: "clock_hour",
    infracost: { name: "Transit gateway attachment", unit: "hours" },
    filters: { usagetype: "TransitGateway-Hours", operation },
  };
}

export const transitGateway = service<Config>({
  kind: "transit_gateway",
  title: "Transit gateway",
  sources: [
    "https://aws.amazon.com/transit-gateway/pricing/",
    "https://docs.aws.amazon.com/vpc/latest/tgw/what-is-transit-gateway.html",
  ],
  config,
  meters: {
    vpc_hours: attachment("VPC attachment hours", "TransitGatewayVPC"),
    vpn_hours: attachment("VPN attachment hours", "TransitGatewayVPN"),
    peering_hours: attachment("Peering attachment hours", "TransitGatewayPeering"),
    bytes: {
      title: "Data processed",
      price: { serviceCode: "AmazonVPC", usageType: "TransitGateway-Bytes", operation: "TransitGatewayVPC" },
      unit: "GigaBytes",
      size: GIGABYTE,
      rounding: "exact",
      infracost: { name: "Data processed", unit: "GB" },
      filters: { usagetype: "TransitGateway-Bytes", operation: "TransitGatewayVPC" },
    },
  },
  limits: {},
  terraform: {
    aws_ec2_transit_gateway: { free: "its attachments are charged" },
    aws_ec2_transit_gateway_vpc_attachment: { config: () => ({ vpcs: 1 }) },
    aws_ec2_transit_gateway_peering_attachment: { config: () => ({ vpcs: 0, peerings: 1 }) },
    aws_ec2_transit_gateway_route: { free: "an entry in a route table" },
    aws_ec2_transit_gateway_route_table: { free: "route tables cost nothing" },
    aws_ec2_transit_gateway_route_table_association: { free: "part of the attachment" },
    aws_ec2_transit_gateway_route_table_propagation: { free: "part of the attachment" },
  },
  block({ vpcs, peerings }, context) {
    const hours = wholeHours(context.activeSeconds);
    const attach = (meter: string, number: number): void => {
      if (number > 0) context.meter(meter, times(hours, number), { cause: `${number} attached` });
    };
    attach("vpc_hours", vpcs);
    attach("vpn_hours", connectionsOf(context));
    attach("peering_hours", peerings + context.elsewhere("transit_gateway").length);
    const { bytesUp, bytesDown, assumptions } = context.carried();
    context.meter("bytes", plus(context.hours, [bytesUp, bytesDown]), { assumptions: [...assumptions] });
  },
});
