/** What a bucket is billed: storage by class, requests by the class of what they touch, moves between classes, its replica. */
import { assumedFor } from "../../traffic/request-class.ts";
import { plus, times } from "../hour-columns.ts";
import type { BlockContext } from "../service.ts";
import {
  ARCHIVE_INDEX_BYTES,
  ARCHIVE_NAME_BYTES,
  type ClassName,
  SMALLEST_MOVED_BYTES,
  storageClasses,
} from "./classes.ts";
import { type BucketConfig, sharesOf, staysOf } from "./config.ts";

interface Bucket {
  readonly of: BucketConfig;
  readonly context: BlockContext;
  readonly shares: ReadonlyMap<ClassName, number>;
  /** Bytes held, and of one object. */
  readonly bytes: number;
  readonly objectBytes: number;
  /** Assumptions in the bytes held; in these and the size of an object. */
  readonly sized: readonly string[];
  readonly counted: readonly string[];
}

/** What S3 slows down is not billed. */
export function bucketBlock(of: BucketConfig, context: BlockContext): void {
  const shares = sharesOf(of);
  const isPlain = shares.size === 1 && shares.has("standard") && of.replicate_to === undefined;
  const sized = of.storage === undefined ? ["s3GB"] : [];
  const bucket: Bucket = {
    of,
    context,
    shares,
    bytes: of.storage ?? context.assume("s3GB"),
    // Standard alone is billed by bytes, however many objects they are.
    objectBytes: of.object ?? (isPlain ? Infinity : context.assume("s3ObjectKB")),
    sized,
    counted: of.object === undefined ? [...sized, "s3ObjectKB"] : sized,
  };
  for (const [name, share] of shares) store(bucket, name, share);
  read(bucket);
  context.meter("writes", context.driver("writes").hours, { cause: "application" });
  move(bucket);
  replicate(bucket);
}

function store(bucket: Bucket, name: ClassName, share: number): void {
  const { context, objectBytes, sized, counted } = bucket;
  const { leastBytes } = storageClasses[name];
  const held = times(context.activeSeconds, bucket.bytes * share);
  if (name === "standard") {
    context.meter("storage", held, { assumptions: sized });
  } else if (name === "intelligent_tiering") {
    watch(bucket, held);
  } else {
    // Small objects are billed as larger ones.
    const billed = times(held, Math.max(1, leastBytes / objectBytes));
    context.meter(`storage.${name}`, billed, { assumptions: leastBytes > 0 ? counted : sized });
  }
  if (name === "glacier" || name === "deep_archive") {
    const note = { cause: "index of archived objects", assumptions: counted };
    context.meter(`storage.${name}`, times(held, ARCHIVE_INDEX_BYTES / objectBytes), note);
    context.meter("storage", times(held, ARCHIVE_NAME_BYTES / objectBytes), note);
  }
}

/** Intelligent-Tiering moves what nobody reads for 30 and for 90 days, and watches objects of 128 KB and more. */
function watch({ context, objectBytes, sized, counted }: Bucket, held: Float64Array): void {
  if (objectBytes < SMALLEST_MOVED_BYTES) {
    context.meter("storage.intelligent_tiering", held, { assumptions: counted });
    return;
  }
  const frequent = context.assume("s3Frequent");
  const archived = (1 - frequent) * context.assume("s3ArchiveInstant");
  const assumptions = [...sized, "s3Frequent", "s3ArchiveInstant"];
  context.meter("storage.intelligent_tiering", times(held, frequent), { assumptions: [...sized, "s3Frequent"] });
  context.meter("storage.infrequent", times(held, 1 - frequent - archived), { assumptions });
  context.meter("storage.archive_instant", times(held, archived), { assumptions });
  context.meter("monitoring", times(held, 1 / objectBytes), { assumptions: counted });
}

/** Reads are of warm classes by their size, and a few of colder ones; what is archived cannot be read. */
function read({ of, context, shares, objectBytes, counted }: Bucket): void {
  const warm = [...shares].filter(
    ([name]) => storageClasses[name].retrieval === null && storageClasses[name].gets !== null,
  );
  const cold = [...shares].filter(([name]) => storageClasses[name].retrieval !== null);
  const coldShare = cold.length === 0 ? 0 : warm.length === 0 ? 1 : (of.cold_reads ?? context.assume("s3ColdReads"));
  const assumptions = coldShare > 0 && coldShare < 1 && of.cold_reads === undefined ? ["s3ColdReads"] : [];
  const causes = [
    ["edge reads", "misses at the edge"],
    ["reads", "application"],
  ] as const;
  for (const [driver, cause] of causes) {
    const hours = context.driver(driver).hours;
    for (const [classes, share] of [
      [warm, 1 - coldShare],
      [cold, coldShare],
    ] as const) {
      const sum = classes.reduce((total, [, of]) => total + of, 0);
      for (const [name, of] of classes) {
        const reads = times(hours, (share * of) / sum);
        context.meter(name === "standard" ? "reads" : `reads.${name}`, reads, { cause, assumptions });
        if (storageClasses[name].retrieval === null) continue;
        context.meter(`retrieval.${name}`, times(reads, objectBytes), {
          cause,
          assumptions: [...assumptions, ...counted],
        });
      }
    }
  }
}

/**
 * In a bucket that has been filled evenly as many objects are moved in an hour as are written in it. One that leaves a class before its
 * shortest stay is billed for all of that.
 */
function move({ of, context, bytes, shares, objectBytes, sized, counted }: Bucket): void {
  const stays = staysOf(of.lifecycle, of.expire);
  for (const { name, seconds } of stays.slice(1)) {
    if (objectBytes >= SMALLEST_MOVED_BYTES) {
      context.meter(`transitions.${name}`, context.driver("writes").hours, {
        cause: "lifecycle",
        assumptions: counted,
      });
    }
    const { leastSeconds } = storageClasses[name];
    if (seconds >= leastSeconds || name === "intelligent_tiering") continue;
    const held = times(context.activeSeconds, bytes * (shares.get(name) ?? 0) * (leastSeconds / seconds - 1));
    context.meter(`storage.${name}`, held, { cause: "shortest stay", assumptions: sized });
  }
}

/** One PUT for each object written, its transfer, and the same bytes once more; the transfer is the network's. */
function replicate({ of, context, bytes, objectBytes, sized, counted }: Bucket): void {
  if (of.replicate_to === undefined) return;
  const cause = `replica in ${of.replicate_to}`;
  const { leastBytes } = storageClasses[of.replica_class];
  const held = times(context.activeSeconds, bytes * Math.max(1, leastBytes / objectBytes));
  context.meter("replica_writes", context.driver("writes").hours, { cause });
  context.meter("replica_storage", held, { cause, assumptions: leastBytes > 0 ? counted : sized });
  if (!of.rtc) return;
  const mine = context.classes.filter(({ bucket, origin }) => bucket === context.id && origin !== "bucket");
  const sent = mine.map((requests) => times(context.requests(requests.index, "served").hours, requests.objectBytesUp));
  const assumptions = mine.flatMap((requests) => assumedFor(requests, "objectBytesUp"));
  context.meter("rtc", plus(context.hours, sent), { cause, assumptions });
}
