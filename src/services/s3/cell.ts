/** What one prefix takes before S3 splits it; beyond that S3 answers 503 and clients try again. */
import { queue } from "../../simulation/queue.ts";
import { doubling } from "../doubling.ts";
import type { Cell, CellContext } from "../service.ts";
import { neededPerSecond } from "../work.ts";
import type { BucketConfig } from "./config.ts";

/** At least this many a second per partitioned prefix: …/AmazonS3/latest/userguide/optimizing-performance.html */
const READS_PER_PREFIX = 5500;
const WRITES_PER_PREFIX = 3500;

export function bucketCell(of: BucketConfig, context: CellContext): Cell {
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
