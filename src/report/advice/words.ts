/** The advice in sentences that every format shares. */
import type { Advice, AdviceChange, AdviceSet } from "../../advice/schema.ts";
import { decimal } from "../../decimal.ts";
import { atLeast, count, duration, money, percent, quantity, signedMoney, UNKNOWN } from "../figures.ts";

type Outcome = Advice["now"];
type Strategy = Advice["strategies"][number];

/** The answer in one or two sentences: what to do, what it saves, whether the shop then survives. */
export function answer({ now, sets, strategies }: Advice): readonly string[] {
  const best = sets.find(({ name }) => name === "survives") ?? sets.find(({ name }) => name === "saves");
  const all = sets.find(({ name }) => name === "survives_all") ?? sets.find(({ name }) => name === "saves_all");
  const present = `As it is: ${atLeast(now.total, now.complete)}, ${verdictOf(now)}.`;
  const lost = now.verdict !== "survives" && sets.every(({ verdict }) => verdict !== "survives");
  return [
    present,
    ...(best === undefined ? [] : [setSentence(best)]),
    ...(all === undefined || sameChanges(all, best) ? [] : [setSentence(all)]),
    ...(lost ? [`Nothing that was tried makes it survive${hopeless(strategies)}.`] : []),
  ];
}

function sameChanges(a: AdviceSet, b: AdviceSet | undefined): boolean {
  return b !== undefined && a.set.join("\n") === b.set.join("\n");
}

function hopeless(strategies: readonly Strategy[]): string {
  const [first] = strategies;
  return first?.why ? `: ${first.why}` : "";
}

/** `With 6 changes that give nothing up: $1,415.15, $77.66 less, it survives.` */
export function setSentence(set: AdviceSet): string {
  const { members, total, complete, difference } = set;
  if (members.length === 0) return `No change ${scope(set, true)} saves anything.`;
  const changes = membersInShort(members).length;
  const many = changes === 1 ? "one change" : `${count(changes)} changes`;
  return `With ${many} ${scope(set, changes === 1)}: ${atLeast(total, complete)}, ${lessOrMore(difference)}, and it ${verdictOf(set)}.`;
}

function scope({ name }: AdviceSet, isOne: boolean): string {
  if (name.endsWith("_all")) return isOne ? "of any kind" : "of all kinds";
  return isOne ? "that gives nothing up" : "that give nothing up";
}

/** `$77.66 less`, `$7.80 more`, `the same`. */
export function lessOrMore(difference: string): string {
  const value = decimal(difference);
  const amount = money(value.abs().toString());
  if (amount === "$0.00") return "the same";
  return `${amount} ${value.isNegative() ? "less" : "more"}`;
}

/** `fails drop (64.9% served in time)`. */
export function verdictOf({ verdict, moments }: Outcome): string {
  const worst = moments.filter((moment) => moment.verdict === verdict);
  if (verdict === "survives") return "survives";
  return `${verdict} ${worst.map(momentWords).join(", ")}`;
}

export function momentWords({ event, servedShare }: Outcome["moments"][number]): string {
  return `${event ?? "in usual traffic"} (${percent(servedShare)} served in time)`;
}

/** A change's difference as the table shows it. */
export function differenceWords({ difference, unpriced }: Pick<AdviceChange, "difference" | "unpriced">): string {
  if (difference !== null) return signedMoney(difference);
  return unpriced.length > 0 ? "no price" : UNKNOWN;
}

/** `saves below 617.10 GB a month`. */
export function evenWords({ evenAt }: Pick<AdviceChange, "evenAt">): string {
  return evenAt === null ? "" : `saves ${evenAt.saves} ${quantity(evenAt.figure)} ${evenAt.unit}`;
}

/** What a change costs in other ways, and what it asks for. */
export function termsOf({ loses, needs }: Pick<AdviceChange, "loses" | "needs">): readonly string[] {
  return [...loses.map((loss) => `gives up ${loss}`), ...needs.map((need) => `needs ${need}`)];
}

/** `40 requests a second now: Lambda is cheaper below 93.6/s.` */
export function crossingWords({ component, perSecond, now, below, tried }: Advice["crossings"][number]): string {
  const names = { lambda: "Lambda", fargate: "Fargate" } as const;
  const other = below === "lambda" ? "fargate" : "lambda";
  const mean = `${component}, at ${count(now)} requests a second on average`;
  if (perSecond === null) {
    return `${mean}: ${names[below]} is cheaper everywhere from ${count(tried.from)} to ${count(tried.to)} a second.`;
  }
  return `${mean}: ${names[below]} is cheaper below ${count(perSecond)} a second, ${names[other]} above.`;
}

type Member = AdviceSet["members"][number];

const DROPPED = /^no interface endpoint for (.+)$/;

/** Members with those that differ by a name alone in one: interface endpoints that are dropped together. */
export function membersInShort(members: readonly Member[]): readonly Member[] {
  const names = members.flatMap(({ title }) => DROPPED.exec(title)?.[1] ?? []);
  if (names.length < 2) return members;
  const first = members.findIndex(({ title }) => DROPPED.test(title));
  return members.flatMap((member, i) => {
    if (!DROPPED.test(member.title)) return [member];
    if (i !== first) return [];
    const needs = ["no rule or endpoint policy that asks for a private path to them: calls take NAT"];
    return [{ ...member, title: `no interface endpoints for ${names.join(", ")}`, needs }];
  });
}

/** What a strategy raises: `60 tasks of app (now 3)`. */
export function raisedWords({ raised }: Strategy): string {
  return raised.map(({ what, now }) => `${what} (now ${count(now)})`).join(", ");
}

export function waitingWords(waiting: AdviceSet["waiting"]): string | null {
  if (waiting === null || waiting.visitors === 0) return null;
  return `${count(waiting.visitors)} visitors wait at once, up to ${duration(waiting.seconds)}`;
}
