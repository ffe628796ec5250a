/** Claims: sentences with a figure, held against the estimate. */
import { type Decimal, decimal, HUNDRED } from "../decimal.ts";
import type { Estimate } from "../estimate-schema.ts";
import { present } from "../invariant.ts";
import { size } from "../quantities.ts";
import { claimExpression, evaluated } from "../scenario/claim-expression.ts";
import type { Scenario } from "../scenario/schema.ts";

type Claim = Estimate["claims"][number];

/**
 * Each claim with what was computed. A path walks the estimate; in a list it names the element by its `name`, `component`,
 * `destination`, `usageType`, `class` or `id`: `bill.byComponent.app.cost`, `nat.byDestination.s3.bytes`; several names are joined
 * by `/`: `bill.lineItems.nat-a/NatGateway-Bytes.cost`. Paths in braces may be reckoned with: `{nat.cost} / {bill.total}`.
 */
export function claimsOf(claims: Scenario["claims"], estimate: Estimate): Claim[] {
  return claims.map(({ says, path, value, tolerance }) => {
    const computed = computedBy(path, estimate);
    return { says, value: String(value), computed, verdict: verdictOf(String(value), computed, tolerance) };
  });
}

function computedBy(path: string, estimate: Estimate): string | null {
  const expression = present(claimExpression(path), `the claim "${path}"`);
  if (expression.kind === "path") return walk(estimate, expression.path.split("."));
  const value = evaluated(expression, (one) => {
    const text = walk(estimate, one.split("."));
    return text === null ? null : numeral(text);
  });
  return value === null ? null : decimal(value.toFixed(10)).toString();
}

const names = ["name", "component", "destination", "usageType", "class", "id", "change"] as const;

/** Elements of a list that share the name are added up where a number is asked for: a component's lines of one usage type. */
function walk(node: unknown, path: readonly string[]): string | null {
  const [key, ...rest] = path;
  if (key === undefined) return typeof node === "string" || typeof node === "number" ? String(node) : null;
  if (!Array.isArray(node)) return walk(property(node, key), rest);
  // Names may hold points of their own: `ecr.api`, `eu-west-1.nat-a`.
  for (let parts = 1; parts <= path.length; parts += 1) {
    const wanted = path.slice(0, parts).join(".").split("/");
    const named = node.filter((element: unknown) =>
      wanted.every((part) => names.some((name) => property(element, name) === part)),
    );
    if (named.length > 0) return total(named.map((element: unknown) => walk(element, path.slice(parts))));
  }
  return null;
}

function total(all: readonly (string | null)[]): string | null {
  const found = all.filter((text) => text !== null);
  if (found.length <= 1) return found[0] ?? null;
  const numbers = found.flatMap((text) => numeral(text) ?? []);
  return numbers.length === found.length ? numbers.reduce((sum, one) => sum.plus(one)).toString() : null;
}

function property(node: unknown, key: string): unknown {
  // A plain JSON document: its own keys only.
  return typeof node === "object" && node !== null && Object.hasOwn(node, key)
    ? (node as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

/** What is written in dollars, percent, bytes or plain digits as a number: `3%` is 0.03, `1KB` is 1024. */
function numeral(text: string): Decimal | null {
  const bytes = size().safeParse(text);
  const plain = bytes.success ? String(bytes.data) : text.replaceAll(/[$,\s]/g, "");
  const share = plain.endsWith("%");
  try {
    const value = decimal(share ? plain.slice(0, -1) : plain);
    return share ? value.dividedBy(HUNDRED) : value;
  } catch {
    return null;
  }
}

/** Dollars are compared as printed, to the cent, and percentages to two digits of the percent, unless a tolerance is given. */
function verdictOf(claimed: string, computed: string | null, tolerance: number): Claim["verdict"] {
  if (computed === null) return "cannot tell";
  const [expected, found] = [numeral(claimed), numeral(computed)];
  if (expected === null || found === null) return claimed === computed ? "confirms" : "corrects";
  const places = claimed.trim().endsWith("%") ? 4 : 2;
  if (tolerance === 0) return expected.toFixed(places) === found.toFixed(places) ? "confirms" : "corrects";
  const allowed = expected.abs().times(decimal(String(tolerance)));
  return found.minus(expected).abs().lte(allowed) ? "confirms" : "corrects";
}
