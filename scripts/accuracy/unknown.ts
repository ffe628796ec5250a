/** docs/accuracy.md: what is not known: prices that were not found, and what AWS publishes no number for. */
import { readFileSync } from "node:fs";
import type { KnownGap } from "../../src/pricing/known-gaps.ts";
import { assumptionTable } from "../../src/scenario/assumption-table.ts";
import { services } from "../../src/services/index.ts";
import { table } from "../parts.ts";

export function gapsSection(): string {
  const { entries } = JSON.parse(readFileSync("pricing-cache/known-gaps.json", "utf8")) as { entries: KnownGap[] };
  const codes = [...new Set(entries.map(({ serviceCode }) => serviceCode))].sort();
  const rows = codes.map((code) => {
    const gaps = entries.filter(({ serviceCode }) => serviceCode === code);
    const assumed = gaps.filter(({ assumeFrom, assumePrice }) => (assumeFrom ?? assumePrice ?? null) !== null);
    return [
      code,
      String(gaps.length),
      String(places(gaps)),
      String(places(assumed)),
      shortened(gaps.map(({ what }) => what)),
    ];
  });
  return `${entries.length} products, ${places(entries)} prices by Region. An estimate that needs one keeps its quantity, says so and prints "≥", unless a price stands in for it, as an assumption named as such.

${table(["service", "products", "prices by Region", "of them with a stand-in", "which"], rows)}`;
}

const places = (gaps: readonly KnownGap[]): number => gaps.reduce((sum, { regions }) => sum + regions.length, 0);

function shortened(names: readonly string[]): string {
  const first = names.slice(0, 4).join(", ");
  return names.length > 4 ? `${first} and ${names.length - 4} more` : first;
}

/** Sources that are no more than somebody's judgement about a shop say nothing about AWS. */
const JUDGEMENT = /^practitioner's judgement( for a mid-size luxury shop)?$/;

export function unpublishedSection(): string {
  const all = assumptionTable(services);
  const ofAws = all.filter(({ source }) => !JUDGEMENT.test(source));
  const rows = ofAws.map(({ id, what, low, typical, high, unit, source, confidence }) => [
    `\`${id}\``,
    what,
    `${low} · **${typical}** · ${high} ${unit}`,
    source,
    confidence,
  ]);
  return `${ofAws.length} of ${all.length} assumptions; the others are a shop's own figures (sizes, work per request, habits of viewers).

${table(["id", "what", "low · typical · high", "rests on", "confidence"], rows)}`;
}
