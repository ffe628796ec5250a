/** What the reader should know before believing the figures: claims, assumptions, gaps, warnings. */
import type { Estimate } from "../../estimate-schema.ts";
import { bar } from "../bars.ts";
import { claimed, figure, money, plural, shareOf } from "../figures.ts";
import type { Role } from "../style.ts";
import { weightiest } from "../weightiest-assumptions.ts";
import { hanging } from "../wrap.ts";
import { type Page, section } from "./page.ts";
import { cell, type Row, table } from "./table.ts";

type ClaimVerdict = Estimate["claims"][number]["verdict"];

const WIDTH_FOR_BARS = 92;

export const CLAIM_MARKS: Readonly<Record<ClaimVerdict, string>> = { confirms: "✓", corrects: "✗", "cannot tell": "?" };
const CLAIM_ROLES: Readonly<Record<ClaimVerdict, Role>> = {
  confirms: "good",
  corrects: "bad",
  "cannot tell": "caution",
};

export function claimLines({ claims }: Estimate, page: Page): string[] {
  const rows = claims.map(({ says, value, computed, verdict }): Row => [
    cell(`${CLAIM_MARKS[verdict]} ${verdict}`, CLAIM_ROLES[verdict]),
    cell(says),
    cell(value),
    cell(claimed(computed, value), "strong"),
  ]);
  if (rows.length === 0) return [];
  const headings = ["", "What is said", "Said", "Computed"].map((title) => cell(title, "faint"));
  const columns = [
    { align: "left" },
    { align: "left", least: 20, wraps: true },
    { align: "right" },
    { align: "right" },
  ] as const;
  return section("Claims", table(columns, [headings, "line", ...rows], page), page);
}

export function assumptionLines({ assumptions }: Estimate, page: Page): string[] {
  if (assumptions.length === 0) return [];
  const heaviest = weightiest(assumptions);
  const largest = heaviest[0]?.swing ?? null;
  const rows = heaviest.map(({ assumption, swing }): Row => [
    cell(assumption.id, "strong"),
    cell(assumption.what),
    cell(`${figure(assumption.value)} ${assumption.unit}`.trim()),
    cell(`${figure(assumption.low)} – ${figure(assumption.high)}`, "faint"),
    cell(`${money(assumption.totalAtLow)} – ${money(assumption.totalAtHigh)}`),
    cell(page.width < WIDTH_FOR_BARS ? "" : bar(shareOf(swing, largest) ?? 0, 6), "accent"),
  ]);
  const headings = ["Assumption", "", "Value", "Range", "Total at each end", ""].map((title) => cell(title, "faint"));
  const columns = [
    { align: "left", least: 10 },
    { align: "left", least: 12, wraps: true },
    { align: "right" },
    { align: "left" },
    { align: "left" },
    { align: "left" },
  ] as const;
  const rest = `${plural(assumptions.length, "assumption")} in all: --format json lists them with their sources.`;
  const lines = [
    ...(rows.length === 0 ? [] : table(columns, [headings, "line", ...rows], page)),
    ...hanging("  ", rest, page.width).map((line) => page.style("faint", line)),
  ];
  return section(rows.length === 0 ? "Assumptions" : "What moves the total most", lines, page);
}

/** Lines without a price and resources nothing here can price: both are missing from the total. */
export function unpricedLines({ bill }: Estimate, page: Page): string[] {
  const rows: Row[] = [
    ...bill.unpriced.map(({ component, usageType, reason }): Row => [
      cell(component, "strong"),
      cell(usageType),
      cell(reason, "faint"),
    ]),
    ...bill.unsupported.map(({ type, count }): Row => [
      cell(type, "strong"),
      cell(plural(count, "resource")),
      cell("not supported", "faint"),
    ]),
  ];
  const columns = [
    { align: "left", least: 12 },
    { align: "left", least: 18 },
    { align: "left", least: 12, wraps: true },
  ] as const;
  return section("Not in the total", table(columns, rows, page), page);
}

export function notIncludedLines({ bill }: Estimate, page: Page): string[] {
  if (bill.notIncluded.length === 0) return [];
  const lines = hanging("  ", `${bill.notIncluded.join(", ")}.`, page.width).map((line) => page.style("faint", line));
  return section("Never included", lines, page);
}

export function warningLines({ warnings }: Estimate, page: Page): string[] {
  const lines = warnings.flatMap((warning) => hanging("  ! ", warning, page.width));
  return section(
    "Warnings",
    lines.map((line) => page.style("caution", line)),
    page,
  );
}
