/** What an instance type's name says about it (https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html). */

/** Types of one vCPU in sizes where the others of their family name have two. */
const single: ReadonlySet<string> = new Set(["t2.nano", "t2.micro", "t2.small"]);

/**
 * vCPUs of an instance type by its size: `large` 2, `xlarge` 4, `8xlarge` 32; a test compares them with the price list's. Null for
 * metal and for what is no type.
 */
export function vcpusOf(type: string): number | null {
  const [, family, of] = /^([a-z]+\d[a-z0-9-]*)\.([a-z0-9]+)$/.exec(type) ?? [];
  if (family === undefined || of === undefined) return null;
  if (single.has(type)) return 1;
  // Burstable types have two in every size up to large, most others one in medium.
  if (/^(nano|micro|small|medium)$/.test(of)) return family.startsWith("t") ? 2 : of === "medium" ? 1 : null;
  if (of === "large") return 2;
  const [, times] = /^(\d*)xlarge$/.exec(of) ?? [];
  return times === undefined ? null : 4 * Number(times === "" ? 1 : times);
}
