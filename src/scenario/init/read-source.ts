/** A file that says something about traffic, whatever wrote it. */
import type { Source } from "../document.ts";
import { fromCloudWatchJson, fromCountsCsv, isCloudWatch } from "./cloudwatch.ts";
import type { Finding } from "./finding.ts";
import { invalid, jsonValues, top } from "./json-text.ts";
import { fromK6, fromLocust, isK6, isLocust } from "./load-test.ts";

/**
 * What a CloudWatch export (JSON or CSV), a k6 summary or Locust's statistics say; an access log is read line by line (alb-log.ts).
 * Throws a UserError INPUT_INVALID with place and hint.
 */
export function readSource({ text, file }: Source, timezone: string): Finding {
  if (text.trim() === "") throw invalid(top(file), "the file is empty", KNOWN);
  if (!/^\uFEFF?\s*[[{]/.test(text))
    return isLocust(text) ? fromLocust(text, file) : fromCountsCsv({ text, file }, timezone);
  const [value, ...more] = jsonValues(text, file);
  if (more.length > 0) throw invalid(top(file), "the file holds several JSON values; it must hold one", KNOWN);
  if (isCloudWatch(value)) return fromCloudWatchJson(value, file, timezone);
  if (isK6(value)) return fromK6(value, file);
  throw invalid(top(file), "the file is none of those that surgecast init reads", KNOWN);
}

const KNOWN =
  "give an ALB access log, the output of aws cloudwatch get-metric-data or get-metric-statistics, the CSV of a CloudWatch graph, a k6 summary, or Locust's _stats.csv";
