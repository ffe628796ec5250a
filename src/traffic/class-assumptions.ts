/**
 * What one request of a mid-size luxury shop costs: defaults for what a scenario leaves out. A practitioner's judgement, not
 * measurements. KB are decimal.
 */
import type { Assumption } from "../assumption.ts";

const source = "practitioner's judgement for a mid-size luxury shop";

type Row = readonly [
  id: string,
  what: string,
  low: number,
  typical: number,
  high: number,
  unit: string,
  baseUnits: number,
];

const rows: readonly Row[] = [
  ["staticKB", "bytes to the viewer per static or image response", 25, 45, 90, "KB", 1000],
  ["pageKB", "bytes to the viewer per HTML page, compressed", 15, 30, 60, "KB", 1000],
  ["apiKB", "bytes to the viewer per API response", 2, 4, 10, "KB", 1000],
  ["coKB", "bytes to the viewer per cart or checkout response", 4, 8, 20, "KB", 1000],
  ["reqKB", "bytes of a request as the balancer sees it", 1, 2, 3, "KB", 1000],
  [
    "staticMiss",
    "share of static requests that miss at the edge because objects are evicted early",
    0.01,
    0.03,
    0.07,
    "share",
    1,
  ],
  ["apiHit", "share of API requests that are public and may be cached", 0.4, 0.2, 0.05, "share", 1],
  ["cpuPage", "vCPU time per rendered page", 40, 80, 160, "ms", 0.001],
  ["cpuApi", "vCPU time per API call", 8, 15, 40, "ms", 0.001],
  ["cpuCo", "vCPU time per checkout request", 30, 60, 120, "ms", 0.001],
  ["dbPage", "database vCPU time per page, after the cache", 1, 2, 6, "ms", 0.001],
  ["dbApi", "database vCPU time per API call", 1.5, 3, 8, "ms", 0.001],
  ["dbCo", "database vCPU time per checkout request", 10, 20, 50, "ms", 0.001],
  ["dbReads", "share of the database work of a page or API call that readers can take", 0.9, 0.8, 0.5, "share", 1],
  ["ioReq", "billed I/Os per page or API request", 0.3, 1, 4, "I/O", 1],
  ["ioCo", "billed I/Os per checkout request", 5, 10, 30, "I/O", 1],
  ["dbKBPage", "bytes between application and database per page", 2.5, 5, 15, "KB", 1000],
  ["dbKBApi", "bytes between application and database per API call", 3, 6, 18, "KB", 1000],
  ["dbKBCo", "bytes between application and database per checkout request", 7.5, 15, 45, "KB", 1000],
  ["ecPage", "ElastiCache processing units per page (1 per KB)", 8, 24, 60, "ECPU", 1],
  ["ecApi", "ElastiCache processing units per API call", 3, 6, 15, "ECPU", 1],
  ["tpPage", "server-side third-party calls per page", 0.1, 0.5, 2, "calls", 1],
  ["tpApi", "server-side third-party calls per API call", 0.1, 0.3, 0.6, "calls", 1],
  ["tpCo", "server-side third-party calls per checkout request", 0.3, 0.5, 1, "calls", 1],
  ["tpDown", "bytes down per third-party call", 10, 20, 40, "KB", 1000],
  ["tpUp", "bytes up per third-party call", 1, 2, 3, "KB", 1000],
  ["newConn", "share of third-party calls on a new TLS connection", 0.05, 0.2, 1, "share", 1],
  ["tlsDownKB", "bytes down of a new TLS connection", 4, 5.5, 7, "KB", 1000],
  ["tlsUpKB", "bytes up of a new TLS connection", 1.5, 2, 2.5, "KB", 1000],
  ["telReq", "telemetry to a monitoring service per origin request", 0.3, 1, 5, "KB", 1000],
  ["telTask", "telemetry to a monitoring service per task, per second, always on", 0, 3, 10, "KB", 1000],
  ["logKB", "application log per origin request", 0.5, 1.5, 5, "KB", 1000],
  ["albNew", "new connections per balancer request", 0.1, 0.3, 1, "connections", 1],
  ["ddbW", "DynamoDB writes per origin request (with one read each)", 0.2, 0.3, 0.6, "writes", 1],
  ["ddbKB", "bytes between application and DynamoDB per origin request", 1, 2, 8, "KB", 1000],
  ["callSeconds", "time a third-party call takes", 0.1, 0.2, 0.5, "s", 1],
  ["baseSeconds", "time a request takes beside its own CPU, database and calls", 0.02, 0.05, 0.1, "s", 1],
  ["patience", "time after which a viewer gives up on a request", 30, 10, 5, "s", 1],
  ["retryShare", "share of failed requests that the viewer tries again", 0.3, 0.6, 0.9, "share", 1],
  ["retryTimes", "times a viewer tries a failed request again", 1, 2, 4, "times", 1],
  ["retryAfter", "time before a viewer tries again", 10, 5, 2, "s", 1],
  ["hotKeys", "objects that most cached requests ask for", 2000, 500, 100, "keys", 1],
  ["noise", "half-width of the minute-to-minute noise of traffic", 0, 0.05, 0.15, "share", 1],
  ["peakToMean", "busiest hour of a day against the day's mean", 1.4, 1.8, 2.5, "ratio", 1],
  ["weekendToWeek", "a weekend day's traffic against a weekday's", 0.9, 1.1, 1.3, "ratio", 1],
];

export const classAssumptions: readonly Assumption[] = rows.map(
  ([id, what, low, typical, high, unit, baseUnits]): Assumption => ({
    id,
    what,
    low,
    typical,
    high,
    unit,
    baseUnits,
    source,
    confidence: "C",
  }),
);
