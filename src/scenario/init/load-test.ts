/**
 * What a load test asked for: k6's `--summary-export`, or what its `handleSummary` is given, and Locust's `--csv` statistics.
 * https://grafana.com/docs/k6/latest/results-output/end-of-test and https://docs.locust.io/en/stable/retrieving-stats.html
 */
import * as z from "zod";
import { type Problem, UserError } from "../../errors.ts";
import { csvRows } from "../recording/csv-rows.ts";
import type { Like } from "../schema.ts";
import type { Finding, FoundClass } from "./finding.ts";
import { invalid, top } from "./json-text.ts";
import { CLASS_RULES, classOfPath } from "./path-class.ts";

const counter = z.object({ count: z.number().min(0), rate: z.number().min(0) });
const metric = z.union([counter, z.object({ values: counter }).transform(({ values }) => values)]);
const summary = z.object({ metrics: z.object({ http_reqs: metric, data_received: metric.optional() }) });

const TEST = "a load test's rate is its own: put the mean that the site has";

/** Whether a JSON value is a summary of k6. */
export function isK6(value: unknown): boolean {
  return typeof value === "object" && value !== null && "metrics" in value;
}

/** What k6 asked for. Throws a UserError INPUT_INVALID. */
export function fromK6(value: unknown, file: string): Finding {
  const read = summary.safeParse(value);
  if (!read.success) {
    throw invalid(
      top(file),
      "metrics.http_reqs must have a count and a rate",
      "write it with k6 run --summary-export summary.json",
    );
  }
  const { http_reqs: requests, data_received: received } = read.data.metrics;
  const bytes = received === undefined || requests.count === 0 ? null : Math.round(received.count / requests.count);
  return {
    source: `a k6 summary of ${requests.count.toLocaleString("en-US")} requests`,
    at: "edge",
    meanPerSecond: requests.rate,
    shape: { kind: "constant" },
    classes: null,
    guesses: [
      TEST,
      ...(bytes === null
        ? []
        : [`the test received ${bytes.toLocaleString("en-US")} bytes a request, whichever its class`]),
      "a k6 summary does not tell classes apart: the mix is the usual one of a shop",
    ],
  };
}

/** Whether a CSV is Locust's. */
export const isLocust = (text: string): boolean => /^\uFEFF?"?Type"?,"?Name"?,"?Request Count"?/.test(text);

/** What Locust asked for, by name of request. Throws a UserError INPUT_INVALID. */
export function fromLocust(text: string, file: string): Finding {
  const rows = csvRows(text, ",");
  const head = rows.next().value?.cells ?? [];
  const column = (name: string): number => head.indexOf(name);
  const columns = { rate: column("Requests/s"), bytes: column("Average Content Size"), count: column("Request Count") };
  if (columns.rate < 0 || columns.count < 0) {
    throw invalid(top(file), "the first line must name Request Count and Requests/s", "write it with locust --csv");
  }
  const classes = new Map<Like, FoundClass>();
  const problems: Problem[] = [];
  let rate = 0;
  for (const { line, cells } of rows) {
    const [type = "", name = ""] = cells;
    if (name === "Aggregated" || name === "Total") continue;
    const requests = Number(cells[columns.count] || "NaN");
    const perSecond = Number(cells[columns.rate] || "NaN");
    if (!(requests >= 0) || !(perSecond >= 0)) {
      const what = `Request Count and Requests/s of ${name === "" ? "the row" : name} must be numbers of 0 or more`;
      problems.push({ place: { file, line, column: 1 }, what, hint: null, path: null });
      continue;
    }
    rate += perSecond;
    const key = classOfPath(type, name);
    const before = classes.get(key);
    const bytes = columns.bytes < 0 ? null : Number(cells[columns.bytes] || "0");
    const all = requests + (before?.requests ?? 0);
    const sum = (before?.bytes ?? 0) * (before?.requests ?? 0) + (bytes ?? 0) * requests;
    classes.set(key, { requests: all, bytes: bytes === null || all === 0 ? null : sum / all, requestBytes: null });
  }
  if (problems.length > 0) throw new UserError("INPUT_INVALID", problems);
  const total = [...classes.values()].reduce((sum, { requests }) => sum + requests, 0);
  if (total === 0) throw invalid(top(file), "no row has a request", "let the test run before it is written");
  return {
    source: `Locust's statistics of ${total.toLocaleString("en-US")} requests`,
    at: "edge",
    meanPerSecond: rate,
    shape: { kind: "constant" },
    classes,
    guesses: [TEST, `classes go by the name of the request: ${CLASS_RULES}`],
  };
}
