/**
 * S3 Standard: storage, requests of the edge and of the application, and what one prefix takes before S3 splits it. Bytes to
 * CloudFront and within the Region are free: https://aws.amazon.com/s3/pricing/
 */
import * as z from "zod";
import type { Flow } from "../network/flow.ts";
import { count, size } from "../quantities.ts";
import { queue } from "../simulation/queue.ts";
import { assumedFor } from "../traffic/request-class.ts";
import { GIGABYTE } from "../units.ts";
import { assumed, PRACTICE } from "./assumed.ts";
import { IDLE_CONNECTION_SECONDS, sendsThroughVpc } from "./compute-kinds.ts";
import { doubling } from "./doubling.ts";
import { service, type BlockContext, type Cell, type CellContext, type FlowContext } from "./service.ts";
import { neededPerSecond } from "./work.ts";

const performance = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html";
const pricing = "https://aws.amazon.com/s3/pricing/";

/** At least this many a second per partitioned prefix: …/AmazonS3/latest/userguide/optimizing-performance.html */
const READS_PER_PREFIX = 5500;
const WRITES_PER_PREFIX = 3500;

const config = z.strictObject({
  /** Data held; an assumption when left out. */
  storage: size().optional(),
  /** Prefixes that S3 has already partitioned. */
  prefixes: count(1).default(1),
});
type Config = z.output<typeof config>;

const price = (usageType: string) => ({ serviceCode: "AmazonS3", usageType });
const slowDown = "503 Slow Down: missing images and failed uploads";

export const s3 = service<Config>({
  kind: "s3",
  title: "S3",
  sources: [
    performance,
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/aws-usage-report-understand.html",
    pricing,
  ],
  config,
  meters: {
    storage: {
      title: "Storage",
      price: price("TimedStorage-ByteHrs"),
      unit: "GB-Mo",
      size: { perMonth: GIGABYTE },
      rounding: "exact",
      infracost: { name: "Storage", unit: "GB" },
      filters: { usagetype: "TimedStorage-ByteHrs", volumeType: "Standard" },
    },
    writes: {
      title: "PUT, COPY, POST, LIST requests",
      price: price("Requests-Tier1"),
      unit: "Requests",
      size: 1,
      rounding: "exact",
      infracost: { name: "PUT, COPY, POST, LIST requests", unit: "1k requests" },
      filters: { usagetype: "Requests-Tier1", group: "S3-API-Tier1" },
    },
    reads: {
      title: "GET, SELECT and all other requests",
      price: price("Requests-Tier2"),
      unit: "Requests",
      size: 1,
      rounding: "exact",
      infracost: { name: "GET, SELECT, and all other requests", unit: "1k requests" },
      filters: { usagetype: "Requests-Tier2", group: "S3-API-Tier2" },
    },
  },
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
    assumed("s3NewConn", "share of requests to S3 on a new connection", [0.001, 0.01, 0.1], "share", PRACTICE),
  ],
  cell,
  flows,
  block,
});

function cell(of: Config, context: CellContext): Cell {
  const { bus, classes, id } = context;
  const retrySeconds = context.assume("s3Retry");
  const partitions = doubling(of.prefixes, context.assume("s3Split"), Infinity);
  const patienceSeconds = new Float64Array(classes.length);
  const mine = (units: (c: number) => number) =>
    Float64Array.from(classes, (requests, c) => (requests.bucket === id ? units(c) : 0));
  // A miss at the edge is one read; anything else is read or written by the application.
  const isEdge = (c: number) => classes[c]!.origin === "bucket";
  const edgeReads = mine((c) => (isEdge(c) ? 1 : 0));
  const ownReads = mine((c) => (isEdge(c) ? 0 : classes[c]!.objectGets));
  const reads = mine((c) => edgeReads[c]! + ownReads[c]!);
  const writes = mine((c) => (isEdge(c) ? 0 : classes[c]!.objectPuts));
  const queueFor = (demand: Float64Array, name: "reads" | "writes", perPrefix: number) =>
    queue({
      bus,
      demand,
      patienceSeconds,
      limit: context.limit(name, `${of.prefixes} × ${perPrefix} a second`),
    });
  const reading = queueFor(reads, "reads", READS_PER_PREFIX);
  const writing = queueFor(writes, "writes", WRITES_PER_PREFIX);
  const drivers = [
    { driver: context.driver("edge reads", "1/s"), demand: edgeReads },
    { driver: context.driver("reads", "1/s"), demand: ownReads },
    { driver: context.driver("writes", "1/s"), demand: writes },
  ];

  let settled = false;

  return {
    stage: "storage",
    step() {
      for (let c = 0; c < classes.length; c += 1) {
        patienceSeconds[c] = Math.min(classes[c]!.patienceSeconds, bus.elapsed[c]! + retrySeconds);
      }
      const needed = Math.max(
        neededPerSecond(bus, reading, reads, retrySeconds) / READS_PER_PREFIX,
        neededPerSecond(bus, writing, writes, retrySeconds) / WRITES_PER_PREFIX,
      );
      // The period begins as if its first load had been there before.
      if (!settled) partitions.reset(Math.max(of.prefixes, needed));
      settled = true;
      partitions.step(Math.max(partitions.perSecond, needed), bus.dt);
      reading.step(partitions.amount * READS_PER_PREFIX);
      writing.step(partitions.amount * WRITES_PER_PREFIX);
      for (const { driver, demand } of drivers) {
        let done = 0;
        for (let c = 0; c < classes.length; c += 1) done += bus.flow[c]! * demand[c]!;
        driver.now = done;
      }
    },
    waiting: (c) => reading.waiting(c) + writing.waiting(c),
  };
}

/** What the application itself reads and writes goes over its own network; what the edge reads does not. */
function flows(_of: Config, context: FlowContext): readonly Flow[] {
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

/** What S3 slows down is not billed. */
function block(of: Config, context: BlockContext): void {
  const bytes = of.storage ?? context.assume("s3GB");
  context.meter(
    "storage",
    context.activeSeconds.map((seconds) => seconds * bytes),
    { assumptions: of.storage === undefined ? ["s3GB"] : [] },
  );
  context.meter("reads", context.driver("edge reads").hours, { cause: "misses at the edge" });
  context.meter("reads", context.driver("reads").hours, { cause: "application" });
  context.meter("writes", context.driver("writes").hours, { cause: "application" });
}
