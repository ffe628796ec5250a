/** How single runs of a batch on Spot lie around what is billed for them, in words and in a table, for every format. */
import type { BatchOutcome } from "../estimate-schema.ts";
import { count, duration, money, percent, plural } from "./figures.ts";
import { HOUR_SECONDS, MINUTE_SECONDS } from "../units.ts";

/** `4 × c7g.xlarge (<5% interrupted a month), 2 on demand; in reserve: m7g.xlarge (5-10%)`. */
export function batchInWords({ pools, onDemandBase }: BatchOutcome): string {
  const [first = "", ...others] = pools
    .filter(({ instances }) => instances > 0)
    .map((pool) => `${pool.instances} × ${named(pool)}`);
  const used = [
    ...(first === "" ? [] : [first.replace(/\)$/, " interrupted a month)")]),
    ...others,
    ...(onDemandBase === 0 ? [] : [`${onDemandBase} on demand from the start`]),
  ];
  const reserve = pools.filter(({ instances }) => instances === 0).map(named);
  if (used.length === 0) return "no instance: the quota allows none";
  return `${used.join(", ")}${reserve.length === 0 ? "" : `; in reserve: ${reserve.join(", ")}`}`;
}

function named({ type, interruptionBand }: BatchOutcome["pools"][number]): string {
  return `${type} (${interruptionBand ?? "unknown share"})`;
}

/** What a run saves, how often it is interrupted, whether it is in time: each a sentence. */
export function batchFacts(batch: BatchOutcome): string[] {
  const { runs, interruptedRunsShare, interruptionsPerRun, onDemandHoursShare, finishSeconds } = batch;
  const each = Number((interruptionsPerRun / interruptedRunsShare).toFixed(2));
  const interrupted =
    interruptedRunsShare === 0
      ? `None of ${plural(runs, "seeded run")} was interrupted.`
      : `Of ${plural(runs, "seeded run")} ${percent(interruptedRunsShare)} were interrupted, on average ${plural(each, "instance")} in each.`;
  return [
    savedInWords(batch),
    ...(isAlways(batch) ? [`A run takes ${length(finishSeconds.p50)}.`] : []),
    interrupted,
    ...(onDemandHoursShare === 0 ? [] : [`${percent(onDemandHoursShare)} of the instance-hours are on demand.`]),
    ...deadlineInWords(batch),
  ];
}

/** What a page for those who decide has room for. */
export function batchInShort(batch: BatchOutcome): string {
  return [savedInWords(batch), ...deadlineInWords(batch)].join(" ");
}

function deadlineInWords({ deadline }: BatchOutcome): string[] {
  if (deadline === null) return [];
  const missed =
    deadline.missedShare === 0 ? "kept by every run" : `missed by ${percent(deadline.missedShare)} of the runs`;
  return [`The deadline, ${length(deadline.seconds)} after the start, is ${missed}.`];
}

/** 99 of 100 runs take the same time, so that a table of them tells nothing. */
function isAlways({ finishSeconds: { p10, p99 } }: BatchOutcome): boolean {
  return p10 !== null && p10 === p99;
}

/** `Spot saves 62.1%: $0.59 a run instead of $1.55 on demand; one run in ten ends 11 min later or more.` */
function savedInWords({ savedShare, costPerRun, onDemand, finishSeconds }: BatchOutcome): string {
  const { p90, p99, longest } = finishSeconds;
  const calm = onDemand.finishSeconds;
  const delays = [
    ["one run in ten ends", p90],
    ["one in a hundred ends", p99],
    ["the latest ended", longest],
  ] as const;
  const late = delays.find(([, end]) => end === null || (calm !== null && end >= calm + 1));
  const delay =
    late === undefined || calm === null
      ? ""
      : late[1] === null
        ? "; some runs do not end at all"
        : `; ${late[0]} ${length(late[1] - calm)} later${late[1] === longest ? "" : " or more"}`;
  if (savedShare === null || costPerRun === null)
    return `Without a price of Spot and of on demand no saving is known${delay}.`;
  const saves = savedShare >= 0 ? `saves ${percent(savedShare)}` : `costs ${percent(-savedShare)} more`;
  return `Spot ${saves}: ${money(costPerRun.mean)} a run instead of ${money(onDemand.costPerRun)} on demand${delay}.`;
}

/** How long a run takes and what it costs, a row for each quantile; none where all are the same. */
export function batchRows(batch: BatchOutcome): (readonly [of: string, takes: string, costs: string])[] {
  if (isAlways(batch)) return [];
  const { finishSeconds, costPerRun, onDemand } = batch;
  const ends = (seconds: number | null): string => (seconds === null ? "does not end" : length(seconds));
  return [
    ["P10", ends(finishSeconds.p10), money(costPerRun?.p10 ?? null)],
    ["P50", ends(finishSeconds.p50), money(costPerRun?.p50 ?? null)],
    ["P90", ends(finishSeconds.p90), money(costPerRun?.p90 ?? null)],
    ["P99", ends(finishSeconds.p99), ""],
    ["The longest", ends(finishSeconds.longest), ""],
    ["On demand", ends(onDemand.finishSeconds), money(onDemand.costPerRun)],
  ];
}

/** Runs are told apart by minutes, also those of more than a day: `length(94_020) === "26 h 7 min"`. */
function length(seconds: number | null): string {
  if (seconds === null || seconds < 24 * HOUR_SECONDS) return duration(seconds);
  const minutes = Math.round(seconds / MINUTE_SECONDS);
  const rest = minutes % 60;
  return `${count(Math.floor(minutes / 60))} h${rest === 0 ? "" : ` ${rest} min`}`;
}
