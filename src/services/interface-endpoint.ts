/** Interface VPC endpoint (AWS PrivateLink): one network interface in each zone, through which one AWS service is reached. */
import * as z from "zod";
import { GIGABYTE, HOUR_SECONDS } from "../units.ts";
import { plus, times, wholeHours } from "./hour-columns.ts";
import { service } from "./service.ts";

const config = z.strictObject({
  /** The service's name behind `com.amazonaws.<region>.`: `ecr.api`. */
  service: z.string().min(1),
});

export const interfaceEndpoint = service<z.output<typeof config>>({
  kind: "interface_endpoint",
  title: "VPC interface endpoint",
  sources: [
    "https://aws.amazon.com/privatelink/pricing/",
    "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
  ],
  config,
  meters: {
    hours: {
      title: "Endpoint hours",
      price: { serviceCode: "AmazonVPC", usageType: "VpcEndpoint-Hours", operation: "VpcEndpoint" },
      unit: "Hrs",
      size: HOUR_SECONDS,
      rounding: "clock_hour",
      infracost: { name: "Endpoint (Interface)", unit: "hours" },
      filters: { productFamily: "VpcEndpoint", usagetype: "VpcEndpoint-Hours" },
    },
    data: {
      title: "Data processed",
      price: { serviceCode: "AmazonVPC", usageType: "VpcEndpoint-Bytes", operation: "VpcEndpoint" },
      unit: "GB",
      size: GIGABYTE,
      rounding: "exact",
      infracost: { name: "Data processed (first 1PB)", unit: "GB" },
      filters: { productFamily: "VpcEndpoint", usagetype: "VpcEndpoint-Bytes" },
    },
  },
  limits: {},
  terraform: {
    aws_vpc_endpoint: {
      config: (values) => (values["vpc_endpoint_type"] === "Interface" ? endpointConfig(values) : null),
    },
    aws_vpc_endpoint_subnet_association: { free: "part of the endpoint" },
    aws_vpc_endpoint_policy: { free: "policies cost nothing" },
  },
  block({ service: name }, context) {
    // One charge per zone and clock hour (PrivateLink pricing: "each partial hour is billed as a full hour").
    const cause = context.zones === 1 ? `${name} in 1 zone` : `${name} in ${context.zones} zones`;
    context.meter("hours", times(wholeHours(context.activeSeconds), context.zones), { cause });
    const { bytesUp, bytesDown, assumptions } = context.carried();
    context.meter("data", plus(context.hours, [bytesUp, bytesDown]), {
      cause: `traffic with ${name}`,
      assumptions: [...assumptions],
    });
  },
});

/** Configuration of either kind of endpoint; a service that is known only after apply stays unknown. */
export function endpointConfig({ service_name: name }: Readonly<Record<string, unknown>>): unknown {
  return { service: typeof name === "string" ? endpointService(name) : name };
}

/** `endpointService("com.amazonaws.eu-west-1.ecr.api") === "ecr.api"`. */
export function endpointService(serviceName: string): string {
  return serviceName.replace(/^com\.amazonaws\.[a-z0-9-]+\./, "");
}
