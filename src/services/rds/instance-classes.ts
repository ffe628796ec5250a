/**
 * Classes of database instances: vCPUs and memory by size, and connections by memory.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
 */
import { present } from "../../invariant.ts";
import { maxConnections, type AuroraEngine } from "../aurora/max-connections.ts";

const sizes = ["large", "xlarge", "2xlarge", "4xlarge"] as const;
type Size = (typeof sizes)[number];
const small = ["micro", "small", "medium", "large", "xlarge", "2xlarge"] as const;

/** vCPUs, then GiB of memory in a burstable or general class; a class for memory has twice that. */
const shapes: Readonly<Record<string, readonly [vcpus: number, gib: number]>> = {
  micro: [2, 1],
  small: [2, 2],
  medium: [2, 4],
  large: [2, 8],
  xlarge: [4, 16],
  "2xlarge": [8, 32],
  "4xlarge": [16, 64],
};

const of = <Family extends string, Of extends string>(families: readonly Family[], all: readonly Of[]) =>
  families.flatMap((family) => all.map((size) => `db.${family}.${size}` as const));

/** Classes with a price of Aurora. */
export const auroraClasses = [
  ...of(["t3", "t4g"], ["medium", "large"]),
  ...of<"r6g" | "r6i" | "r7g" | "r8g", Size>(["r6g", "r6i", "r7g", "r8g"], sizes),
];

/** Classes with a price of RDS for PostgreSQL. */
export const rdsClasses = [
  ...of(["t3", "t4g"], small),
  ...of<"m5" | "m6g" | "m6i" | "m7g" | "m7i" | "r6g" | "r7g", Size>(
    ["m5", "m6g", "m6i", "m7g", "m7i", "r6g", "r7g"],
    sizes,
  ),
];

/** `shapeOf("db.r6g.large")` is `{ vcpus: 2, gib: 16 }`. */
export function shapeOf(instance: string): { readonly vcpus: number; readonly gib: number } {
  const [, family = "", size = ""] = instance.split(".");
  const [vcpus, gib] = present(shapes[size], `the class ${instance}`);
  return { vcpus, gib: family.startsWith("r") ? 2 * gib : gib };
}

/** Aurora MySQL's default for `medium`, which the table by memory does not meet. */
const MEDIUM_MYSQL = 90;

/**
 * `max_connections` as the default parameter group sets it: by memory, of which an ACU has 2 GiB, in AWS's table of it.
 * `connectionsOf("postgresql", "db.r6g.large") === 1669`.
 */
export function connectionsOf(engine: AuroraEngine, instance: string): number {
  if (engine === "mysql" && instance.endsWith(".medium")) return MEDIUM_MYSQL;
  const acu = shapeOf(instance).gib / 2;
  const atLeastOne = maxConnections(engine, 1, Math.max(1, acu));
  return acu < 1 ? Math.floor(atLeastOne * acu) : atLeastOne;
}
