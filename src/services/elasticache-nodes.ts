/**
 * Types of cache nodes: network bandwidth that each always has, and that it reaches for a while.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html
 */
import { present } from "../invariant.ts";

type Bandwidth = readonly [baseline: number, burst: number];

/** Gbit/s. */
const table = {
  "cache.t3.micro": [0.064, 5],
  "cache.t3.small": [0.128, 5],
  "cache.t3.medium": [0.256, 5],
  "cache.t4g.micro": [0.064, 5],
  "cache.t4g.small": [0.128, 5],
  "cache.t4g.medium": [0.256, 5],
  "cache.m6g.large": [0.75, 10],
  "cache.m6g.xlarge": [1.25, 10],
  "cache.m6g.2xlarge": [2.5, 10],
  "cache.m7g.large": [0.937, 12.5],
  "cache.m7g.xlarge": [1.876, 12.5],
  "cache.m7g.2xlarge": [3.75, 15],
  "cache.r6g.large": [0.75, 10],
  "cache.r6g.xlarge": [1.25, 10],
  "cache.r6g.2xlarge": [2.5, 10],
  "cache.r7g.large": [0.937, 12.5],
  "cache.r7g.xlarge": [1.876, 12.5],
  "cache.r7g.2xlarge": [3.75, 15],
} as const satisfies Readonly<Record<string, Bandwidth>>;

export type NodeType = keyof typeof table;
export const nodeTypes = Object.keys(table) as NodeType[]; // the keys of a literal are exactly its type's

const BYTES_PER_GIGABIT = 1e9 / 8;

/** Bytes a second: `bandwidthOf("cache.m6g.large")` is `{ baseline: 93_750_000, burst: 1_250_000_000 }`. */
export function bandwidthOf(type: NodeType): { readonly baseline: number; readonly burst: number } {
  const [baseline, burst] = present(table[type], `the node type ${type}`);
  return { baseline: baseline * BYTES_PER_GIGABIT, burst: burst * BYTES_PER_GIGABIT };
}
