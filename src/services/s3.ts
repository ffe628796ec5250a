/**
 * S3: storage by class, requests of the edge and of the application, moves between classes, a replica in another Region, and what one
 * prefix takes before S3 splits it. Bytes to CloudFront and within the Region are free: https://aws.amazon.com/s3/pricing/
 */
import type { Flow } from "../network/flow.ts";
import { assumedFor } from "../traffic/request-class.ts";
import { GIGABYTE, KILOBYTE } from "../units.ts";
import { assumed, PRACTICE } from "./assumed.ts";
import { IDLE_CONNECTION_SECONDS, sendsThroughVpc } from "./compute-kinds.ts";
import { bucketBlock } from "./s3/block.ts";
import { bucketCell } from "./s3/cell.ts";
import { bucketConfig, type BucketConfig } from "./s3/config.ts";
import { bucketMeters } from "./s3/meters.ts";
import { service, type FlowContext } from "./service.ts";

const performance = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html";
const pricing = "https://aws.amazon.com/s3/pricing/";

const slowDown = "503 Slow Down: missing images and failed uploads";

export const s3 = service<BucketConfig>({
  kind: "s3",
  title: "S3",
  sources: [
    performance,
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/aws-usage-report-understand.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/intelligent-tiering-overview.html",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html",
    pricing,
  ],
  config: bucketConfig,
  meters: bucketMeters,
  limits: {
    reads: { title: "reads per prefix", source: performance, seen: slowDown },
    writes: { title: "writes per prefix", source: performance, seen: slowDown },
  },
  terraform: {
    aws_s3_bucket: { config: () => ({}) },
    aws_s3_object: { free: "its bytes are the bucket's" },
    aws_s3_bucket_policy: { free: "a setting" },
    aws_s3_bucket_versioning: { free: "older versions are bytes of the bucket" },
    aws_s3_bucket_public_access_block: { free: "a setting" },
    aws_s3_bucket_server_side_encryption_configuration: { free: "a setting" },
    aws_s3_bucket_ownership_controls: { free: "a setting" },
    aws_s3_bucket_lifecycle_configuration: { free: "a setting" },
    aws_s3_bucket_replication_configuration: { free: "part of the bucket" },
    aws_s3_bucket_intelligent_tiering_configuration: { free: "a setting" },
    aws_s3_bucket_cors_configuration: { free: "a setting" },
    aws_s3_bucket_logging: { free: "a setting" },
  },
  assumptions: [
    assumed("s3GB", "data in S3 Standard", [100, 500, 2000], ["GB", GIGABYTE], PRACTICE),
    assumed(
      "s3Split",
      "time in which S3 doubles the partitions of a busy prefix",
      [600, 1800, 3600],
      "s",
      "AWS says “gradually”, without a number",
      "D",
    ),
    assumed(
      "s3Retry",
      "time for which a client repeats a request that S3 slowed down",
      [10, 2, 0.3],
      "s",
      "SDK defaults: 3 attempts with backoff",
    ),
    assumed("s3ObjectKB", "mean size of an object in S3", [1000, 200, 50], ["KB", KILOBYTE], PRACTICE),
    assumed(
      "s3ColdReads",
      "share of reads that are of objects in colder classes of S3",
      [0.001, 0.01, 0.05],
      "share",
      PRACTICE,
    ),
    assumed(
      "s3Frequent",
      "share of data in Intelligent-Tiering that was read within 30 days",
      [0.2, 0.4, 0.7],
      "share",
      PRACTICE,
    ),
    assumed(
      "s3ArchiveInstant",
      "share of the rest of it that nobody has read for 90 days",
      [0.8, 0.6, 0.3],
      "share",
      PRACTICE,
    ),
    assumed("s3NewConn", "share of requests to S3 on a new connection", [0.001, 0.01, 0.1], "share", PRACTICE),
  ],
  cell: bucketCell,
  flows,
  block: bucketBlock,
});

/** What the application itself reads and writes goes over its own network; what the edge reads, and what is replicated, does not. */
function flows({ replicate_to: region }: BucketConfig, context: FlowContext): readonly Flow[] {
  return [...ofApplication(context), ...(region === undefined ? [] : ofReplication(region, context))];
}

function ofReplication(region: string, context: FlowContext): readonly Flow[] {
  return context.classes.flatMap((requests, c): readonly Flow[] => {
    const { bucket, origin, objectBytesUp } = requests;
    if (bucket !== context.id || origin === "bucket" || objectBytesUp === 0 || region === context.region) return [];
    return [
      {
        from: context.id,
        destination: { kind: "aws", service: "s3", region },
        driver: context.requests(c, "served"),
        bytesUp: objectBytesUp,
        bytesDown: 0,
        connections: 0,
        connectionSeconds: 0,
        cause: `replication of ${requests.name}`,
        assumptions: assumedFor(requests, "objectBytesUp"),
      },
    ];
  });
}

function ofApplication(context: FlowContext): readonly Flow[] {
  const newConnections = context.assume("s3NewConn");
  return context.classes.flatMap((requests, c): readonly Flow[] => {
    const { compute, bucket, origin, objectGets, objectPuts } = requests;
    if (bucket !== context.id || compute === null || origin === "bucket" || objectGets + objectPuts === 0) return [];
    if (!sendsThroughVpc(context, compute)) return [];
    return [
      {
        from: compute,
        destination: { kind: "aws", service: "s3", region: context.region },
        driver: context.requests(c, "served"),
        bytesUp: requests.objectBytesUp,
        bytesDown: requests.objectBytesDown,
        connections: (objectGets + objectPuts) * newConnections,
        connectionSeconds: IDLE_CONNECTION_SECONDS,
        cause: `objects of ${requests.name}`,
        assumptions: [...assumedFor(requests, "objectBytesDown"), "s3NewConn"],
      },
    ];
  });
}
