/** Services that cost nothing, for tests of what a scenario says about them. */
import * as z from "zod";
import { amount, count, duration, size } from "../../src/quantities.ts";
import { service, type Service } from "../../src/services/service.ts";

function small(kind: string, shape: z.ZodRawShape, rest: Partial<Service> = {}): Service {
  const config = z
    .strictObject(shape)
    .refine(({ min, max }) => min === undefined || max === undefined || Number(min) <= Number(max), {
      path: ["max"],
      error: "must be at least min",
    });
  return service({ kind, title: kind, sources: [], config, meters: {}, limits: {}, terraform: {}, ...rest });
}

export const smallServices: readonly Service[] = [
  small("application_load_balancer", { internal: z.boolean().default(false) }, { prepares: ["reserved_lcu"] }),
  small(
    "aurora_serverless",
    { min: amount().default(0.5), max: amount().default(64), readers: count().default(0) },
    { prepares: ["min"] },
  ),
  small("cloudfront", {}),
  small("data_transfer", {}),
  small("dynamodb", {}),
  small("elasticache_serverless", {}),
  small(
    "fargate",
    {
      cpu: z.number().positive().default(1),
      memory: size().default(2 * 1024 * 1024 * 1024),
      arch: z.enum(["arm64", "x86_64"]).default("arm64"),
      min: count(1).default(2),
      max: count(1).default(10),
      scaling: z.strictObject({ target: z.number().min(1).max(100), cooldown: duration().default(60) }).optional(),
    },
    {
      prepares: ["min"],
      assumptions: [
        {
          id: "taskStart",
          what: "time until a task serves",
          low: 20,
          typical: 45,
          high: 90,
          unit: "s",
          baseUnits: 1,
          source: "a test",
          confidence: "D",
        },
      ],
    },
  ),
  small("gateway_endpoint", { service: z.enum(["s3", "dynamodb"]) }),
  small("interface_endpoint", { service: z.string().min(1) }),
  small("lambda", { in_vpc: z.boolean().default(false), reserved: count().optional() }),
  small("nat_gateway", { addresses: count(1).max(8).default(1) }),
  small("nat_instance", { instance_type: z.string().default("t4g.small") }),
  small("public_ipv4", { addresses: count().default(1), idle: z.boolean().default(false) }),
  small("route53", { zones: count(1).default(1) }),
  small("s3", {}),
  small("sqs", {}),
];
