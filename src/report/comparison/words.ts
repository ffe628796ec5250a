/** A comparison in words: differences, their causes, and the price of surviving. */
import type { Change, Compared, ComparedLine, Comparison, Difference } from "../../comparison/schema.ts";
import { decimal } from "../../decimal.ts";
import type { Verdict } from "../../estimate-schema.ts";
import { money, percent, plural, quantity, signedMoney, UNKNOWN, unitPrice } from "../figures.ts";
import { moment, periodInWords } from "../instants.ts";
import { VERDICT_MARKS, wholeCount } from "../verdict.ts";

const BOUND_MARKS: Readonly<Record<Difference["bound"], string>> = {
  exact: "",
  at_least: "≥ ",
  at_most: "≤ ",
  unknown: "",
};

/** `+$39.65`, `≥ +$39.65` where prices are missing that can only add to it, `unknown` where nothing can be said. */
export function differenceInWords({ cost, bound }: Difference): string {
  return cost === null ? "unknown" : `${BOUND_MARKS[bound]}${signedMoney(cost)}`;
}

/** `+2.7%`; "" where there is no share. */
export function shareInWords({ share }: Difference): string {
  if (share === null || share === 0) return "";
  return `${share > 0 ? "+" : "-"}${percent(Math.abs(share))}`;
}

/** `✗ fails`; "" where nothing was simulated. */
export function verdictInWords({ survival }: Compared): string {
  return survival === null ? "" : `${VERDICT_MARKS[survival.verdict]} ${survival.verdict}`;
}

/** `$105.85 (7.1%)`; the share of the bill is at most that where something has no price. */
export function natInWords({ nat, complete }: Compared): string {
  if (nat === null) return "none";
  return nat.share === null ? money(nat.cost) : `${money(nat.cost)} (${complete ? "" : "≤ "}${percent(nat.share)})`;
}

/** `1,204, $216,720`: orders lost, and what they were worth in whole dollars. */
export function lostInWords({ survival }: Compared): string {
  const lost = survival?.ordersLost ?? null;
  if (lost === null) return UNKNOWN;
  const worth = lost.value === null || decimal(lost.value).isZero() ? "" : `, $${wholeCount(lost.value)}`;
  return `${wholeCount(lost.orders)}${worth}`;
}

/** NAT's share of the bill alone: `7.1%`. */
export function natShare({ nat, complete }: Compared): string {
  if (nat === null) return "none";
  return nat.share === null ? UNKNOWN : `${complete ? "" : "≤ "}${percent(nat.share)}`;
}

/** What stopped it and who was served, a short sentence each. */
export function outcomeInWords({ survival }: Compared): string[] {
  if (survival === null) return [];
  const { firstLimit, events } = survival;
  const served = events.map(({ name, inTimeShare }) => `${name}: ${percent(inTimeShare)} served in time`);
  return [
    ...(firstLimit === null
      ? []
      : [
          `first limit ${moment(firstLimit.firstReachedAt)} UTC: ${firstLimit.component}, ${firstLimit.limit} (${firstLimit.value})`,
        ]),
    ...(served.length === 0 ? [] : [served.join(", ")]),
  ];
}

/** Why a line costs another amount than in the first: `2,884.68 → 3,034.56 ACU-Hr`, `$0.12 → $0.13`, `only in b`. */
export function causeInWords(line: ComparedLine, at: number, labels: readonly string[]): string {
  const change = line.changes[at];
  const [first, side] = [line.sides[0] ?? null, line.sides[at] ?? null];
  if (change === undefined) return "";
  switch (change.because) {
    case "same":
      return "";
    case "only here":
      return `only in ${labels[at] ?? ""}`;
    case "only in the first":
      return `only in ${labels[0] ?? ""}`;
    case "no price":
      return "no price";
    case "quantity":
      return quantities(line, first, side);
    case "price":
      return `${average(first)} → ${average(side)}`;
    case "quantity and price":
      return `${parts(change)}: ${quantities(line, first, side)}`;
  }
}

type Side = ComparedLine["sides"][number];

/** Longer units are words that repeat what the usage type says. */
const LONGEST_UNIT = 7;

function quantities({ unit }: ComparedLine, first: Side, side: Side): string {
  if (first === null || side === null) return "";
  const words = `${quantity(first.quantity)} → ${quantity(side.quantity)}`;
  return unit.length > LONGEST_UNIT || /^requests?$/i.test(unit) ? words : `${words} ${unit}`;
}

/** What a unit costs on average, six digits after the point at most. */
function average(side: Side): string {
  if (side === null || side.cost === null || decimal(side.quantity).isZero()) return "—";
  return unitPrice(decimal(side.cost).dividedBy(decimal(side.quantity)).toFixed(10));
}

function parts({ ofQuantity, ofPrice }: Change): string {
  return `quantity ${signedMoney(ofQuantity)}, price ${signedMoney(ofPrice)}`;
}

const RANKS: readonly Verdict[] = ["fails", "degrades", "survives"];

/** Whether any of the others has a better verdict than the first. */
export function isRescue({ estimates }: Comparison): boolean {
  const [first, ...others] = estimates;
  return others.some((one) => first !== undefined && one.gained !== null && rankOf(one) > rankOf(first));
}

function rankOf({ survival }: Compared): number {
  return survival === null ? -1 : RANKS.indexOf(survival.verdict);
}

/** What one costs and gives against the first, sentence by sentence. */
export function bargain(first: Compared, one: Compared): string[] {
  return [costSentence(first, one), ...failureSentence(one), ...orderSentences(first, one)];
}

function costSentence(first: Compared, one: Compared): string {
  const price = `${one.label} ${priceWords(one.difference, first.label)}`;
  if (first.survival === null || one.survival === null || one.gained === null) return `${price}.`;
  const [before, now] = [first.survival.verdict, one.survival.verdict];
  if (before === now) return `${price}; both ${verb(now)}.`;
  return `${one.label} ${now} where ${first.label} ${before}, and ${priceWords(one.difference, null)}.`;
}

const verb = (verdict: Verdict): string => verdict.replace(/s$/, "");

/** `costs $39.66 (2.7%) more than a`; against nobody where `label` is null. */
function priceWords({ cost, bound, share }: Difference, label: string | null): string {
  const than = label === null ? "" : ` than ${label}`;
  if (cost === null) return `costs nobody can say how much more or less${than}`;
  const value = decimal(cost);
  const ofIt = share === null || share === 0 ? "" : ` (${percent(Math.abs(share))})`;
  if (value.isZero() && bound === "exact") return `costs neither more nor less${than}`;
  const amount = `${money(value.abs().toString())}${ofIt} ${value.isNegative() ? "less" : "more"}${than}`;
  if (bound === "exact") return `costs ${amount}`;
  // What is missing can eat a saving and add to a cost: the words are the other way round for the two.
  const words = (bound === "at_least") === value.isNegative() ? "at most" : "at least";
  return `costs ${words} ${amount}, as prices are missing`;
}

/** What is not nothing must not read as $0.00. */
function smallMoney(exact: string): string {
  return money(exact) === "$0.00" && !decimal(exact).isZero() ? "less than a cent" : money(exact);
}

function failureSentence({ gained }: Compared): string[] {
  if (gained === null || decimal(gained.requests).isZero()) return [];
  const requests = decimal(gained.requests);
  const each =
    gained.costPerThousandRequests === null || decimal(gained.costPerThousandRequests).isNegative()
      ? ""
      : `, at ${smallMoney(gained.costPerThousandRequests)} a thousand`;
  const count = wholeCount(requests.abs().toString());
  return [`${count} ${requests.isNegative() ? "more" : "fewer"} requests fail${each}.`];
}

function orderSentences(first: Compared, one: Compared): string[] {
  const { gained } = one;
  if (gained === null || gained.orders === null) return [];
  const orders = decimal(gained.orders);
  const each =
    gained.costPerOrder === null || decimal(gained.costPerOrder).isNegative()
      ? ""
      : `, at ${smallMoney(gained.costPerOrder)} each`;
  const served = orders.isZero()
    ? "As many orders are served."
    : `${plural(orders.abs().toNumber(), `${orders.isNegative() ? "fewer" : "more"} order`)} ${orders.abs().toString() === "1" ? "is" : "are"} served${each}.`;
  return [served, ...valueSentence(first, one)];
}

function valueSentence(first: Compared, one: Compared): string[] {
  const value = one.gained?.ordersValue ?? null;
  if (value === null) return [];
  const amount = decimal(value);
  if (!amount.isZero()) {
    const saved = !amount.isNegative();
    return [`Orders worth ${money(amount.abs().toString())} are lost ${saved ? "without" : "with"} it.`];
  }
  const lost = [first, one].map(({ survival }) => survival?.ordersLost?.orders ?? "0");
  return lost.every((orders) => decimal(orders).isZero())
    ? ["No order is lost in either: all that could be sold was sold."]
    : [];
}

/** Under what all were estimated, as far as it is the same: `November 2026`, `us-east-1`. */
export function commonWords({ estimates, traffic }: Comparison): string[] {
  const scenarios = estimates.map(({ scenario }) => scenario);
  const only = (words: readonly (string | null)[]): string[] => {
    const [first] = words;
    return first !== undefined && first !== null && words.every((word) => word === first) ? [first] : [];
  };
  return [
    ...only(scenarios.map((one) => (one === null ? null : periodInWords(one.period.start, one.period.end)))),
    ...only(scenarios.map((one) => one?.region ?? null)),
    ...(traffic === null ? [] : [`traffic of ${traffic}`]),
  ];
}

/** `not the same period: November 2026 in a and b, December 2026 in c`. */
export function unlikeInWords({ unlike, estimates }: Comparison): string[] {
  return unlike.map(({ what, values }) => {
    const shown = [...new Set(values)].map((value) => {
      const labels = estimates.filter((_, at) => values[at] === value).map(({ label }) => label);
      return `${valueInWords(what, value)} in ${labels.join(" and ")}`;
    });
    return `not the same ${what}: ${shown.join(", ")}`;
  });
}

function valueInWords(what: string, value: string): string {
  const [start, end] = value.split(" to ");
  if (what === "period" && start !== undefined && end !== undefined) return periodInWords(start, end);
  return what === "requests" && /^\d+$/.test(value) ? wholeCount(value) : value;
}

/** Lines that are not the same everywhere, of one component. */
export function movedLines({ lines }: Comparison, component: string): ComparedLine[] {
  return lines.filter((line) => (line.component || line.serviceCode) === component && !isStill(line.changes));
}

/** Whether nothing differs from the first. */
export function isStill(changes: readonly Difference[]): boolean {
  return changes.every(({ cost, bound }) => bound === "exact" && cost !== null && decimal(cost).isZero());
}

/** Whether no difference would be seen in cents. */
export function isSmall(changes: readonly Difference[]): boolean {
  return changes.every(({ cost, bound }) => bound === "exact" && /^-?\$0\.00$/.test(money(cost)));
}
