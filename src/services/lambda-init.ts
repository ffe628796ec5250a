/**
 * How long Lambda takes to start an environment: a part of its own, which the runtime decides, and the loading of the package. AWS
 * says that larger packages take longer and gives no figure (lambda-runtime-environment.html). The more has been loaded, the longer
 * the next megabyte takes, which public measurements by size show for both runtimes that they cover.
 */
import { assumed } from "./assumed.ts";
import { MEGABYTE } from "../units.ts";

/** "Deployment package: 250 MB unzipped"; what is larger is a container image (Lambda quotas). */
const LARGEST_ZIP_BYTES = 250 * MEGABYTE;

const node18 = "https://gist.github.com/adriantanasa/d9cb9f7313f985f180c0aec98e482f2b";
const empty = "https://github.com/maxday/lambda-perf/blob/main/data/2025/2025-12-17.json";

export const initAssumptions = [
  assumed(
    "lamInit",
    "time to start a Lambda environment for an empty function",
    [75, 142, 300],
    ["ms", 0.001],
    `typical: Node.js 22, low: Python 3.12, high: Java and .NET without SnapStart; means of 17 December 2025, ${empty}`,
  ),
  assumed(
    "lamLoad",
    "package that a starting Lambda environment loads in a second, at first",
    [80, 41, 20],
    ["MB", MEGABYTE],
    `fitted to Node.js 18 (${node18}), good for Node.js 20 too`,
  ),
  assumed(
    "lamLoadHalf",
    "package after which a starting Lambda environment loads half as fast",
    [150, 37, 18],
    ["MB", MEGABYTE],
    `fitted to Node.js 18 (${node18}), good for Node.js 20 too`,
  ),
  assumed(
    "lamImageRead",
    "share of a container image that a starting Lambda environment reads",
    [0.03, 0.064, 0.3],
    "share",
    "6.4% of an image on average: Harter et al., Slacker, USENIX FAST 2016; Lambda loads images block by block",
    "B",
  ),
] as const;

export interface InitOf {
  /** Seconds for an empty function. */
  readonly fixedSeconds: number;
  /** Loaded per second at first, and the bytes after which it is half as much. */
  readonly bytesPerSecond: number;
  readonly halfBytes: number;
  /** Share of a container image that is read, (0, 1]. */
  readonly imageShare: number;
}

/** The assumptions as they stand, in base units. */
export function initOf({ assume }: { readonly assume: (id: string) => number }): InitOf {
  return {
    fixedSeconds: assume("lamInit"),
    bytesPerSecond: assume("lamLoad"),
    halfBytes: assume("lamLoadHalf"),
    imageShare: assume("lamImageRead"),
  };
}

/**
 * Seconds of INIT for a package of `bytes`, or a container image where it is too large for one. The speed v / (1 + loaded / half)
 * makes the time s/v + s²/(2·half·v): 32 MB at 41 MB/s and a half of 37 MB load in 1.118 s.
 */
export function initSeconds(bytes: number, { fixedSeconds, bytesPerSecond, halfBytes, imageShare }: InitOf): number {
  if (bytes > LARGEST_ZIP_BYTES) return fixedSeconds + (bytes * imageShare) / bytesPerSecond;
  return fixedSeconds + (bytes / bytesPerSecond) * (1 + bytes / (2 * halfBytes));
}
