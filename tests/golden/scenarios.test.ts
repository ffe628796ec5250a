/** Every shipped scenario: its report as text, Markdown and JSON, and its main curves, so that each change of behaviour is a diff. */
import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { runScenarioFile } from "../../src/node.ts";
import { jsonReport } from "../../src/report/json.ts";
import { markdownReport } from "../../src/report/markdown.ts";
import { textReport } from "../../src/report/text.ts";
import type { Series, SeriesColumn } from "../../src/simulation/series.ts";
import { plot } from "../support/plot.ts";

const names = readdirSync("scenarios")
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => file.replace(/\.yaml$/, ""))
  .sort();

test.each(names)("%s", { timeout: 180_000 }, async (name) => {
  const { estimate, series } = runScenarioFile(`scenarios/${name}.yaml`);
  const golden = (ending: string) => `./scenarios/${name}${ending}`;
  await expect(textReport(estimate, { series, columns: 100 })).toMatchFileSnapshot(golden(".txt"));
  await expect(markdownReport(estimate, series)).toMatchFileSnapshot(golden(".md"));
  await expect(jsonReport(estimate)).toMatchFileSnapshot(golden(".json"));
  await expect(curves(series)).toMatchFileSnapshot(golden(".curves.txt"));
});

const mainColumns = [
  "traffic.requests",
  "balancer.requests",
  "traffic.failed",
  "app.running tasks",
  "database.writer capacity",
  "cache.capacity",
  "workers.backlog",
  "nat-a.throughput",
];

/** A minute around an event and an hour elsewhere have one mark each. */
function curves(series: Series): string {
  const [event] = series.events;
  const last = series.startSeconds.length - 1;
  const end = series.startSeconds[last]! + series.stepSeconds[last]!;
  const [from, until] =
    event === undefined
      ? [series.startSeconds[0]!, Math.min(end, series.startSeconds[0]! + 48 * 3600)]
      : [event.startSeconds - 300, event.endSeconds + 1200];
  const every = event === undefined ? 3600 : 60;
  return series.columns
    .filter(({ component, name }) => mainColumns.includes(`${component}.${name}`))
    .map((column) => curve(column, series, { from, until, every }))
    .join("\n");
}

function curve(
  { component, name, unit, values }: SeriesColumn,
  { startSeconds, stepSeconds }: Series,
  { from, until, every }: { from: number; until: number; every: number },
): string {
  const means: [string, number][] = [];
  let i = 0;
  for (let at = from; at < until; at += every) {
    let amount = 0;
    let seconds = 0;
    for (; i < startSeconds.length && startSeconds[i]! < at + every; i += 1) {
      if (startSeconds[i]! < at) continue;
      amount += values[i]! * stepSeconds[i]!;
      seconds += stepSeconds[i]!;
    }
    means.push([new Date(at * 1000).toISOString().slice(5, 16), seconds === 0 ? 0 : amount / seconds]);
  }
  const highest = Math.max(...means.map(([, value]) => value));
  const perMark = highest === 0 ? 1 : highest / 50;
  return plot(`${component}.${name}, ${unit} (the longest bar: ${highest.toFixed(1)})`, means, perMark);
}
