/** Gateway VPC endpoint: a route to S3 or DynamoDB of the same Region that costs nothing, for subnets whose route table holds it. */
import * as z from "zod";
import { endpointConfig } from "./interface-endpoint.ts";
import { service } from "./service.ts";

const config = z.strictObject({ service: z.enum(["s3", "dynamodb"]) });

export const gatewayEndpoint = service<z.output<typeof config>>({
  kind: "gateway_endpoint",
  title: "VPC gateway endpoint",
  // "There is no additional charge for using gateway endpoints."
  sources: ["https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"],
  config,
  meters: {},
  limits: {},
  terraform: {
    aws_vpc_endpoint: {
      // Terraform's own default is Gateway.
      config: (values) => ((values["vpc_endpoint_type"] ?? "Gateway") === "Gateway" ? endpointConfig(values) : null),
    },
    aws_vpc_endpoint_route_table_association: { free: "an entry in a route table" },
  },
});
