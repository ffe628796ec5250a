/** docs/accuracy.md: what was measured on AWS beside what our code gives. */
import type { Comparison, Compared } from "../../tests/accuracy/comparison.ts";
import type { Ours } from "../../tests/accuracy/experiment.ts";
import type { Measurement } from "../../tests/accuracy/measurement.ts";
import { table } from "../parts.ts";

/** What our figures stand beside. */
interface Words {
  readonly one: string;
  readonly all: string;
}

/** One line about all of them, then a section each. */
export function measuredSection(
  comparisons: readonly Comparison[],
  words: Words = { one: "measured", all: "measurements" },
): string {
  const figures = comparisons.flatMap((one) => one.figures);
  const missed = figures.filter(({ within }) => !within).length;
  const chose = figures.filter(({ figure }) => figure.calibrates.length > 0).length;
  const count =
    `${comparisons.length} ${words.all}, ${figures.length} figures: ${figures.length - missed} within 15 %, ${missed} not. ` +
    `${chose === 0 ? "None" : chose} of them chose a value of ours, ${figures.length - chose} did not.`;
  return `${[count, ...comparisons.map((one) => section(one, words))].join("\n\n")}\n`;
}

function section({ measurement, setting, figures, plots }: Comparison, words: Words): string {
  const rows = figures.map((compared) => [
    compared.figure.what + (compared.figure.calibrates.length > 0 ? " *" : ""),
    measuredText(compared),
    `${oursText(compared.ours)} ${compared.figure.unit}`,
    differenceText(compared),
    compared.within ? "yes" : "no",
  ]);
  const notes = figures.flatMap(({ figure }) => [
    ...(figure.calibrates.length > 0
      ? [`\\* ${figure.what}: ${figure.calibrates.map((id) => `\`${id}\``).join(", ")} was chosen by it.`]
      : []),
    ...(figure.misses === null ? [] : [`**${figure.what} misses**: ${figure.misses.trim()}`]),
  ]);
  return [
    `### ${measurement.title}`,
    `${sourceText(measurement)} ${measurement.conditions.trim()}`,
    `Ours: ${setting}`,
    table(["figure", words.one, "ours", "difference", "within 15 %"], rows).trimEnd(),
    ...notes,
    ...plots.map(({ name, title }) => `![${title}](accuracy/${name}.svg)`),
  ].join("\n\n");
}

function sourceText({ source, confidence }: Measurement): string {
  const name = source.url === null ? source.name : `[${source.name}](${source.url})`;
  return `${name}, ${source.date}; confidence ${confidence}.`;
}

function measuredText({ figure: { value, at_least, at_most, between, unit } }: Compared): string {
  if (between !== undefined) return `${between[0]} to ${between[1]} ${unit}`;
  if (at_least !== undefined) return `at least ${at_least} ${unit}`;
  return at_most === undefined ? `${value} ${unit}` : `at most ${at_most} ${unit}`;
}

function oursText(ours: Ours): string {
  if (typeof ours === "number") return digits(ours);
  return ours.from === ours.to
    ? digits(ours.mean)
    : `${digits(ours.mean)} (${digits(ours.from)} to ${digits(ours.to)})`;
}

function differenceText({ figure, difference }: Compared): string {
  if (difference === 0 && figure.value === undefined) return "as measured";
  if (!Number.isFinite(difference)) return "–";
  const percent = Math.abs(100 * difference).toFixed(1);
  return percent === "0.0" ? "0.0 %" : `${difference > 0 ? "+" : "−"}${percent} %`;
}

/** Three digits where there are as many: 322.5 → 323, 5.375 → 5.38. */
const digits = (value: number): string => String(Number(value.toPrecision(3)));
