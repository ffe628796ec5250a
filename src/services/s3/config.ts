/** What of an S3 bucket may be configured. */
import * as z from "zod";
import { count, duration, share, size } from "../../quantities.ts";
import { regions } from "../../regions.ts";
import { DAY_SECONDS } from "../../units.ts";
import { type ClassName, classNames } from "./classes.ts";

const TOLERANCE = 0.001;

export const bucketConfig = z
  .strictObject({
    /** Data held, all classes together; an assumption when left out. */
    storage: size().optional(),
    /** Mean size of an object; an assumption when left out. */
    object: size({ min: 1, bounds: "of 1B or more" }).optional(),
    /** Prefixes that S3 has already partitioned. */
    prefixes: count(1).default(1),
    /** Share of the data in each storage class; all in Standard, or as `lifecycle` and `expire` make it, when left out. */
    classes: z.partialRecord(z.enum(classNames), share()).optional(),
    /** Moves of objects, by their age. */
    lifecycle: z.array(z.strictObject({ to: z.enum(classNames).exclude(["standard"]), after: duration() })).default([]),
    /** Age at which objects are deleted. */
    expire: duration({ min: DAY_SECONDS, bounds: "of 1d or more" }).optional(),
    /** Share of reads that are of objects in colder classes; an assumption when left out. */
    cold_reads: share().optional(),
    /** Region of a copy of everything that is written. */
    replicate_to: z.enum(regions).optional(),
    replica_class: z.enum(classNames).exclude(["intelligent_tiering", "glacier", "deep_archive"]).default("standard"),
    /** Replication Time Control. */
    rtc: z.boolean().default(false),
  })
  .check(({ value: { classes, lifecycle, expire, replicate_to, rtc }, issues }) => {
    const report = (path: string, message: string) =>
      issues.push({ code: "custom", input: undefined, path: [path], message });
    const sum = Object.values(classes ?? { standard: 1 }).reduce<number>((total, of) => total + (of ?? 0), 0);
    if (Math.abs(sum - 1) > TOLERANCE) report("classes", `must add up to 100%; got ${Math.round(sum * 1e4) / 100}%`);
    const ages = lifecycle.map(({ after }) => after);
    if (ages.some((after, i) => i > 0 && after <= (ages[i - 1] ?? 0))) report("lifecycle", "must be ordered by age");
    if (expire !== undefined && ages.some((after) => after >= expire))
      report("expire", "must come after lifecycle's moves");
    if (classes === undefined && lifecycle.length > 0 && expire === undefined)
      report("classes", "is missing; nobody knows how much has been moved where nothing expires");
    const early = lifecycle.find(({ to, after }) => to.endsWith("_ia") && after < 30 * DAY_SECONDS);
    if (early !== undefined) report("lifecycle", `must leave objects for 30d before they move to ${early.to}`);
    if (rtc && replicate_to === undefined) report("rtc", "must be left out without replicate_to");
  });

export type BucketConfig = z.output<typeof bucketConfig>;

/**
 * Share of the data in each class. Objects that come in evenly and are deleted at one age are spread over classes as long as they stay
 * in each: moved after 30 days and deleted after 120, a quarter is in the first class.
 */
export function sharesOf({ classes, lifecycle, expire }: BucketConfig): ReadonlyMap<ClassName, number> {
  if (classes !== undefined)
    return new Map(classNames.flatMap((name) => (classes[name] ? [[name, classes[name]]] : [])));
  if (expire === undefined) return new Map([["standard", 1]]);
  const shares = new Map<ClassName, number>();
  for (const { name, seconds } of staysOf(lifecycle, expire))
    shares.set(name, (shares.get(name) ?? 0) + seconds / expire);
  return shares;
}

/** How long an object stays in each class on its way; Infinity in the last where nothing expires. */
export function staysOf(
  lifecycle: BucketConfig["lifecycle"],
  expire = Infinity,
): readonly { readonly name: ClassName; readonly seconds: number }[] {
  const steps: readonly { readonly to: ClassName; readonly after: number }[] = [
    { to: "standard", after: 0 },
    ...lifecycle,
  ];
  return steps.map(({ to, after }, i) => ({ name: to, seconds: (steps[i + 1]?.after ?? expire) - after }));
}
