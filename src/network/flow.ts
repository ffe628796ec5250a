/**
 * What a component sends to a destination, declared once per run: bytes and connections per unit of a driver. Flows are never
 * typed in: they follow from requests, tasks, launches and configuration, and the network decides which path carries them.
 */
import type { Driver } from "../simulation/driver.ts";

/** Where bytes go: an AWS service of a Region, another component, one's own premises, or somewhere on the internet. */
export type Destination =
  | { readonly kind: "aws"; readonly service: AwsEndpoint; readonly region: string }
  | {
      readonly kind: "component";
      readonly id: string;
      /** `one_side`: AWS charges only the sender's side (ElastiCache); `free`: it charges neither (balancer to target). */ readonly crossZone:
        | "both_sides"
        | "one_side"
        | "free";
    }
  | { readonly kind: "on_premises"; readonly name: string }
  | {
      readonly kind: "internet";
      readonly name: string;
      /** Distinct addresses behind the name, ≥ 1: NAT ports are counted per address. */ readonly addresses: number;
    };

/** AWS services as endpoints name them (`com.amazonaws.<region>.<this>`). */
export type AwsEndpoint =
  | "s3"
  | "dynamodb"
  | "ecr.api"
  | "ecr.dkr"
  | "logs"
  | "secretsmanager"
  | "sqs"
  | "kms"
  | "events"
  | "states"
  | "sts"
  | "monitoring"
  | "ssm";

export interface Flow {
  /** Component that sends; its subnets decide the path. */
  readonly from: string;
  readonly destination: Destination;
  readonly driver: Driver;
  /** Bytes from the sender to the destination, per unit of the driver. */
  readonly bytesUp: number;
  /** Bytes back, per unit of the driver. */
  readonly bytesDown: number;
  /** New connections per unit of the driver, and how long each holds a NAT port. */
  readonly connections: number;
  readonly connectionSeconds: number;
  /** In words: `payment calls`. */
  readonly cause: string;
  /** Ids of the assumptions in it. */
  readonly assumptions: readonly string[];
}
