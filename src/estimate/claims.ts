/** Claims: sentences with a figure, held against the estimate. */
import { type Decimal, decimal } from "../decimal.ts";
import type { Estimate } from "../estimate-schema.ts";
import type { Scenario } from "../scenario/schema.ts";

type Claim = Estimate["claims"][number];

/**
 * Each claim with what was computed. A path walks the estimate; in a list it names the element by its `name`, `component`,
 * `destination`, `usageType`, `class` or `id`: `bill.byComponent.app.cost`, `nat.byDestination.s3.bytes`; several names are joined
 * by `/`: `bill.lineItems.nat-a/NatGateway-Bytes.cost`.
 */
export function claimsOf(claims: Scenario["claims"], estimate: Estimate): Claim[] {
  return claims.map(({ says, path, value, tolerance }) => {
    const computed = walk(estimate, path.split("."));
    return { says, value: String(value), computed, verdict: verdictOf(String(value), computed, tolerance) };
  });
}

const names = ["name", "component", "destination", "usageType", "class", "id", "change"] as const;

/** Elements of a list that share the name are added up where a number is asked for: a component's lines of one usage type. */
function walk(node: unknown, path: readonly string[]): string | null {
  const [key, ...rest] = path;
  if (key === undefined) return typeof node === "string" || typeof node === "number" ? String(node) : null;
  if (Array.isArray(node)) {
    const wanted = key.split("/");
    const named = node.filter((element: unknown) =>
      wanted.every((part) => names.some((name) => property(element, name) === part)),
    );
    const found = named.map((element: unknown) => walk(element, rest)).filter((text) => text !== null);
    if (found.length <= 1) return found[0] ?? null;
    const numbers = found.flatMap((text) => numeral(text) ?? []);
    return numbers.length === found.length ? numbers.reduce((sum, one) => sum.plus(one)).toString() : null;
  }
  return walk(property(node, key), rest);
}

function property(node: unknown, key: string): unknown {
  // A plain JSON document: its own keys only.
  return typeof node === "object" && node !== null && Object.hasOwn(node, key)
    ? (node as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function numeral(text: string): Decimal | null {
  const plain = text.replaceAll(/[$,\s]/g, "").replace(/%$/, "");
  try {
    return decimal(plain);
  } catch {
    return null;
  }
}

/** Dollars are compared as printed, to the cent, unless a tolerance is given. */
function verdictOf(claimed: string, computed: string | null, tolerance: number): Claim["verdict"] {
  if (computed === null) return "cannot tell";
  const [expected, found] = [numeral(claimed), numeral(computed)];
  if (expected === null || found === null) return claimed === computed ? "confirms" : "corrects";
  if (tolerance === 0) return expected.toFixed(2) === found.toFixed(2) ? "confirms" : "corrects";
  const allowed = expected.abs().times(decimal(String(tolerance)));
  return found.minus(expected).abs().lte(allowed) ? "confirms" : "corrects";
}
