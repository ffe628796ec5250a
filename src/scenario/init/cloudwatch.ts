/**
 * Requests as CloudWatch exports them: the JSON of `aws cloudwatch get-metric-data` and `get-metric-statistics`, and the CSV of
 * the console's graphs. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html and
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
 */
import * as z from "zod";
import type { Recording } from "../../traffic/recorded.ts";
import { readRecordingCsv } from "../recording/read-csv.ts";
import { recordingRows, columnTitles } from "../recording/recording-rows.ts";
import { isTime, timeReader } from "../recording/time-text.ts";
import { type Problem, UserError } from "../../errors.ts";
import { iso } from "./alb-log.ts";
import type { Finding } from "./finding.ts";
import { invalid, top } from "./json-text.ts";
import { shapeOf } from "./shape-of.ts";

const time = z.union([z.string(), z.number()]);
const metricData = z.object({
  MetricDataResults: z.array(
    z.object({
      Id: z.string().optional(),
      Label: z.string().optional(),
      Timestamps: z.array(time),
      Values: z.array(z.number()),
    }),
  ),
});
const statistics = z.object({
  Label: z.string().optional(),
  Datapoints: z.array(z.object({ Timestamp: time, Sum: z.number().optional() })),
});

type Sample = readonly [time: string | number, requests: number];
type Source = { readonly text: string; readonly file: string };

/** Whether a JSON value is one of the two. */
export function isCloudWatch(value: unknown): boolean {
  return typeof value === "object" && value !== null && ("MetricDataResults" in value || "Datapoints" in value);
}

/** What the metric says. Throws a UserError INPUT_INVALID. */
export function fromCloudWatchJson(value: unknown, file: string, timezone: string): Finding {
  const data = metricData.safeParse(value);
  if (data.success) {
    const { label, samples } = oneMetric(data.data.MetricDataResults, file);
    return findingOf(recordingOf(samples, file), label, timezone);
  }
  const points = statistics.safeParse(value);
  if (!points.success) {
    throw invalid(top(file), "this is not the output of get-metric-data or get-metric-statistics", OUTPUT_HINT);
  }
  const { Datapoints, Label = "the metric" } = points.data;
  const samples = Datapoints.flatMap(({ Timestamp, Sum }): Sample[] => (Sum === undefined ? [] : [[Timestamp, Sum]]));
  if (samples.length < Datapoints.length) {
    throw invalid(top(file), "the data points have no Sum", "ask for --statistics Sum: an average counts nothing");
  }
  return findingOf(recordingOf(samples, file), Label, timezone);
}

const OUTPUT_HINT = "ask for RequestCount with the statistic Sum, and --output json";

type Results = z.output<typeof metricData>["MetricDataResults"];

/** The metric that counts requests, several load balancers' added up. */
function oneMetric(results: Results, file: string): { readonly label: string; readonly samples: readonly Sample[] } {
  const title = ({ Label, Id }: Results[number]): string => Label ?? Id ?? "the metric";
  const named = results.filter((result) => /request|count|hits/i.test(title(result)));
  const chosen = results.length === 1 ? results : named;
  const [first] = chosen;
  if (first === undefined) {
    const titles = results.map(title).join(", ");
    throw invalid(
      top(file),
      `no metric here counts requests; there is ${titles === "" ? "none" : titles}`,
      OUTPUT_HINT,
    );
  }
  const sums = new Map<string | number, number>();
  for (const { Timestamps, Values } of chosen) {
    for (const [i, at] of Timestamps.entries()) sums.set(at, (sums.get(at) ?? 0) + (Values[i] ?? 0));
  }
  return { label: chosen.map(title).join(" + "), samples: [...sums] };
}

/** CloudWatch gives the latest first, or no order at all. */
function recordingOf(samples: readonly Sample[], file: string): Recording {
  const read = timeReader("UTC");
  const problems: Problem[] = [];
  const rows = recordingRows(options("UTC"), (row, column, what, hint) =>
    problems.push({ place: top(file), what: `data point ${row}: ${columnTitles[column]} ${what}`, hint, path: null }),
  );
  const timed = samples.map(([at, requests]) => ({ at: read(String(at), -Infinity), requests }));
  const key = ({ at }: (typeof timed)[number]): number => (typeof at === "number" ? at : -Infinity);
  for (const [i, { at, requests }] of timed.sort((a, b) => key(a) - key(b)).entries())
    rows.add(i + 1, at, requests, null);
  if (rows.sound && rows.count < 2) throw invalid(top(file), "there must be two data points or more", OUTPUT_HINT);
  const recording = rows.finish();
  if (recording === null) throw new UserError("INPUT_INVALID", problems);
  return recording;
}

const options = (timezone: string) =>
  ({ timezone, fromSeconds: -Infinity, untilSeconds: Infinity, intervalSeconds: null, gaps: "zero" }) as const;

/** The console's CSV, or any other of time and requests: lines before the first that begins with a time describe the graph. */
export function fromCountsCsv({ text, file }: Source, timezone: string): Finding {
  const lines = text.split("\n");
  const first = lines.findIndex((line) =>
    isTime(
      line
        .split(/[,;\t]/)[0]
        ?.trim()
        .replaceAll('"', "") ?? "",
    ),
  );
  if (first < 0) {
    throw invalid(
      top(file),
      "no line begins with a time",
      "give an ALB access log, a CloudWatch export, a k6 summary or a Locust stats file",
    );
  }
  const about = lines.slice(0, first).map((line) => line.split(",").map((cell) => cell.trim().replaceAll('"', "")));
  const said = (key: RegExp): string | undefined => about.find(([name = ""]) => key.test(name))?.[1];
  const statistic = said(/^stat(istic)?$/i);
  if (statistic !== undefined && !/^(sum|samplecount|sample count)$/i.test(statistic)) {
    throw invalid(
      top(file),
      `the graph shows ${statistic}, which counts nothing`,
      "choose the statistic Sum, and download again",
    );
  }
  // Only a line right before the rows names their columns, and only if there is more than one beside the time.
  const head = about.length === 1 ? first - 1 : first;
  const problems: Problem[] = [];
  const recording = readRecordingCsv(
    lines.slice(head).join("\n"),
    { ...options(timezone), columns: {} },
    (line, what, hint) => problems.push({ place: { file, line: head + line, column: 1 }, what, hint, path: null }),
  );
  if (recording === null) throw new UserError("INPUT_INVALID", problems);
  return findingOf(recording, said(/label$/i) ?? "requests", timezone);
}

function findingOf(recording: Recording, label: string, timezone: string): Finding {
  const { meanPerSecond, shape, guesses } = shapeOf(recording, timezone);
  const start = recording.fromSeconds[0] ?? 0;
  const end = recording.untilSeconds.at(-1) ?? 0;
  return {
    source: `counts of ${label.replaceAll(/[^\u0020-\u007E\u00A0-\uFFFF]+/g, " ")}, ${iso(start)} to ${iso(end)}`,
    at: "load_balancer",
    meanPerSecond,
    shape,
    classes: null,
    guesses: [
      ...guesses,
      ...recording.remarks,
      "the counts are those of a load balancer: say at: edge where a CDN counted them",
      "counts do not tell classes apart: the mix is the usual one of a shop",
    ],
  };
}
