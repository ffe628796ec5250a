/** Which tool wrote a document. Both write the same form; they differ in where their providers come from, and in a few keys. */
import type { Plan } from "./plan.ts";

/** OpenTofu's first version; whatever is older is Terraform's. */
const FIRST_TOFU_MINOR = 6;

export function toolOf(
  { keys, toolVersion }: { readonly keys: ReadonlySet<string>; readonly toolVersion: string | null },
  providerHosts: ReadonlySet<string | null>,
): Plan["tool"] {
  if ([...providerHosts].some((host) => host?.split(".").includes("opentofu"))) return "opentofu";
  if (keys.has("applyable") || keys.has("complete")) return "terraform";
  const [, major, minor] = /^(\d+)\.(\d+)\./.exec(toolVersion ?? "") ?? [];
  if (major === undefined || minor === undefined) return "unknown";
  return Number(major) === 0 || (Number(major) === 1 && Number(minor) < FIRST_TOFU_MINOR) ? "terraform" : "unknown";
}
