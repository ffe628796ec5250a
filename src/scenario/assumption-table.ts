/** Every assumption of a run, and how an override of one is written. */
import type { Assumption } from "../assumption.ts";
import { parseMeasure } from "../quantities.ts";
import { recoveryAssumptions } from "../recovery/assumptions.ts";
import type { Service } from "../services/service.ts";
import { classAssumptions } from "../traffic/class-assumptions.ts";

/** Those of request classes, then those of the services, in the services' order, then those of recovery. */
export function assumptionTable(services: readonly Service[]): readonly Assumption[] {
  // Services of one kind of behaviour share some.
  const ofServices = services.flatMap(({ assumptions }) => assumptions ?? []);
  return [...new Set([...classAssumptions, ...ofServices, ...recoveryAssumptions])];
}

const sizes: Readonly<Record<string, number>> = { B: 0, KB: 1, MB: 2, GB: 3, TB: 4, PB: 5 };

/**
 * An override in the assumption's own unit, ≥ 0; null for what is none. A plain number is in that unit already; text may name
 * another of the same kind: `0.06s` for one in ms is 60, `20%` for a share is 0.2. An assumption whose KB are decimal reads every
 * size so: `1MB` is 1,000 KB.
 */
export function parseAssumed(written: string | number, { unit, baseUnits }: Assumption): number | null {
  const value = typeof written === "number" ? written : parseText(written.trim(), unit, baseUnits);
  const inside = value !== null && Number.isFinite(value) && value >= 0 && (unit !== "share" || value <= 1);
  return inside ? value : null;
}

/** The most an assumption can be, in its own unit: a thousand times what is high already. */
export function mostAssumed({ low, typical, high, unit }: Assumption): number {
  return unit === "share" ? 1 : 1000 * Math.max(1, low, typical, high);
}

function parseText(text: string, unit: string, baseUnits: number): number | null {
  const match = /^(\d+(?:,\d{3})*(?:\.\d+)?|\.\d+)\s*(.*)$/.exec(text);
  if (match?.[1] === undefined) return null;
  const number = Number(match[1].replaceAll(",", ""));
  const suffix = match[2] ?? "";
  if (suffix === "" || suffix === unit) return number;
  const from = sizes[suffix];
  const to = sizes[unit];
  if (from !== undefined && to !== undefined) return scaled(number, from - to, isDecimal(baseUnits) ? 1000 : 1024);
  const measured = parseMeasure(text);
  if (measured === null) return null;
  const matching: readonly string[] = {
    duration: ["ms", "s", "min", "h", "hours", "d", "days"],
    share: ["share", "%"],
    size: [],
    rate: [],
  }[measured.measure];
  if (!matching.includes(unit)) return null;
  return baseUnits < 1 ? measured.value * Math.round(1 / baseUnits) : measured.value / baseUnits;
}

const isDecimal = (baseUnits: number): boolean => baseUnits > 1 && baseUnits % 1000 === 0;

/** `number` × `base` to the power of `steps`, by multiplication and division alone. */
function scaled(number: number, steps: number, base: number): number {
  let value = number;
  for (let i = 0; i < Math.abs(steps); i++) value = steps > 0 ? value * base : value / base;
  return value;
}

/** How a value of the assumption may be written: `a value in ms such as 80ms or 80`. */
export function assumedWords({ unit, typical }: Assumption): string {
  if (unit === "share") return `a share such as ${Math.round(typical * 1000) / 10}% or ${typical}`;
  return `a value in ${unit} such as ${unit in sizes || unit === "ms" || unit === "s" ? `${typical}${unit} or ` : ""}${typical}`;
}
