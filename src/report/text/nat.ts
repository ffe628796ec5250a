/** Who sends what through NAT, what share of the bill that is, and what would change it. */
import { decimal } from "../../decimal.ts";
import type { Estimate } from "../../estimate-schema.ts";
import { bar } from "../bars.ts";
import { UNKNOWN, gigabytes, money, percent, quantity, shareOf, signedMoney } from "../figures.ts";
import { hanging } from "../wrap.ts";
import { type Page, section } from "./page.ts";
import { cell, type Row, table } from "./table.ts";

type Nat = NonNullable<Estimate["nat"]>;

export function natLines({ nat, bill }: Estimate, page: Page): string[] {
  if (nat === null) return [];
  const destinations = destinationLines(nat, page);
  const savings = savingLines(nat, page);
  const lines = [...hanging("  ", natSummary(nat, bill), page.width), ...gap(destinations), ...gap(savings)];
  return section("NAT", lines, page);
}

function gap(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", ...lines];
}

/** `$472.50, 38.2% of the bill: $22.50 for its hours, 10,000 GB processed.` */
export function natSummary({ cost, hourlyCost, processedBytes }: Nat, bill: Estimate["bill"]): string {
  const share = shareOf(cost, bill.total);
  // What is missing from the total can only make the share smaller.
  const ofTheBill = share === null ? "" : `, ${bill.complete ? "" : "at most "}${percent(share)} of the bill`;
  return `${cost === null ? "No price" : money(cost)}${ofTheBill}: ${money(hourlyCost)} for its hours, ${gigabytes(processedBytes)} processed.`;
}

/** Destinations with the most bytes first. */
export function destinationsByBytes({ byDestination }: Nat): Nat["byDestination"] {
  return [...byDestination].sort((a, b) => decimal(b.bytes).comparedTo(decimal(a.bytes)));
}

function destinationLines(nat: Nat, page: Page): string[] {
  if (nat.byDestination.length === 0) return [];
  const rows = destinationsByBytes(nat).map(({ destination, via, bytes, cost }): Row => {
    const share = shareOf(bytes, nat.processedBytes);
    const costCell = cost === null ? cell("no price", "caution") : cell(money(cost));
    return [
      cell(destination),
      cell(via, "faint"),
      cell(gigabytes(bytes)),
      costCell,
      cell(percent(share)),
      cell(bar(share ?? 0, 10), "accent"),
    ];
  });
  const headings = ["Destination", "Via", "Data", "Cost", "Share", ""].map((title) => cell(title, "faint"));
  return table(
    [
      { align: "left", least: 12 },
      { align: "left", least: 8 },
      { align: "right" },
      { align: "right" },
      { align: "right" },
      { align: "left" },
    ],
    [headings, "line", ...rows],
    page,
  );
}

function savingLines(nat: Nat, page: Page): string[] {
  if (nat.savings.length === 0) return [];
  const rows = nat.savings.map(({ change, monthlyCost, bytesMoved, breakEvenGb }): Row => {
    const saves = monthlyCost?.startsWith("-") === true;
    return [
      cell(change),
      cell(
        monthlyCost === null ? "no price" : signedMoney(monthlyCost),
        monthlyCost === null ? "caution" : saves ? "good" : "faint",
      ),
      cell(gigabytes(bytesMoved)),
      cell(evenAt(breakEvenGb)),
    ];
  });
  const headings = ["What a change would do", "To a month", "Moves", "Even at"].map((title) => cell(title, "faint"));
  return table(
    [{ align: "left", least: 24, wraps: true }, { align: "right" }, { align: "right" }, { align: "right" }],
    [headings, "line", ...rows],
    page,
  );
}

/** The month's volume at which a change neither saves nor costs; beyond it, or below it, the sign turns. */
export function evenAt(breakEvenGb: string | null): string {
  return breakEvenGb === null ? UNKNOWN : `${quantity(breakEvenGb)} GB a month`;
}
