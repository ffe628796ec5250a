/** The network's shorthand in a scenario file: zones, the way out of private subnets, endpoints. */
import * as z from "zod";
import { count } from "../quantities.ts";
import { zones } from "./placement.ts";

/** AWS services that an interface endpoint reaches. */
export const endpointNames = [
  "s3",
  "dynamodb",
  "ecr.api",
  "ecr.dkr",
  "logs",
  "secretsmanager",
  "sqs",
  "kms",
  "events",
  "states",
  "sts",
  "monitoring",
  "ssm",
] as const;

const gatewayEndpoint = z.enum(["s3", "dynamodb"]);
/** A tier stands for all of its tables; private subnets have one per zone. */
const routeTable = z.enum(["public", "private", "isolated", ...zones.map((zone) => `private-${zone}` as const)]);

const endpointList = z.array(
  z.union([gatewayEndpoint, z.strictObject({ service: gatewayEndpoint, route_tables: z.array(routeTable) })], {
    error: "must be s3, dynamodb, or a map with service and route_tables",
  }),
);

export const networkSchema = z.strictObject({
  azs: count(1).max(6).default(3).describe("Availability Zones"),
  nat: z
    .union(
      [
        z.enum(["none", "single", "per_az", "regional", "instance"]),
        z
          .strictObject({
            type: z.enum(["gateway", "instance"]).default("gateway"),
            layout: z.enum(["single", "per_az", "regional"]).default("per_az"),
            addresses: count(1)
              .max(32)
              .default(1)
              .describe(
                "public addresses per gateway (regional: per zone): each adds 55,000 connections per destination",
              ),
            instance_type: z.string().min(1).default("t4g.small"),
          })
          .refine(({ layout, addresses }) => layout === "regional" || addresses <= 8, {
            path: ["addresses"],
            error: "must be at most 8",
          })
          .refine(({ type, layout }) => type === "gateway" || layout !== "regional", {
            path: ["layout"],
            error: "must be single or per_az; no instance is regional",
          }),
      ],
      {
        error:
          "must be none, single, per_az, regional or instance, or a map with type, layout, addresses, instance_type",
      },
    )
    .default("per_az")
    .describe(
      "none: private subnets have no way out; regional: one gateway that follows workloads into their zones; instance: a NAT instance in each zone",
    ),
  gateway_endpoints: endpointList
    .default([])
    .describe(
      "with route_tables: the tables the endpoint reaches, by tier or as private-a; all when only its name is given",
    ),
  interface_endpoints: z.array(z.enum(endpointNames)).default([]),
  subnet: z
    .string("must be a size such as /20")
    .regex(/^\/(1[6-9]|2[0-8])$/, "must be a size from /16 to /28 such as /20")
    .default("/20")
    .describe("size of every subnet's IPv4 range; /20, as AWS makes the subnets of a default VPC, when left out"),
});

export type NetworkFile = z.output<typeof networkSchema>;
