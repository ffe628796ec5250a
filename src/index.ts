/** The library's public face: browser-safe, nothing from node:. Files and threads are in `surgecast/node`. */
export { type DrOptions, pricesNeededForRecovery, recoveryReport } from "./dr.ts";
export { estimate, estimateWithSeries, type Estimated, type EstimateOptions } from "./estimate.ts";
export { estimateSchema, type Estimate, type EstimateLineItem } from "./estimate-schema.ts";
export { type ErrorCode, formatProblems, type Place, type Problem, UserError } from "./errors.ts";
export { parseScenario, type ScenarioOptions } from "./scenario/parse.ts";
export { type NeededPrices, pricesNeeded } from "./scenario/prices-needed.ts";
export type { Scenario } from "./scenario/schema.ts";
export { services } from "./services/index.ts";
export { type RecoveryDocument, recoverySchema } from "./recovery-schema.ts";
export type { Price, PriceBook, PriceMatch, PriceSelector } from "./pricing/price.ts";
export { priceBook } from "./pricing/price-book.ts";
export { parsePriceFile } from "./pricing/price-file.ts";
export type { Bill, LineItem, RatingOptions, Usage } from "./rating/bill.ts";
export { rate } from "./rating/rate.ts";
export { withRanges, type Sampled } from "./uncertainty/ranges.ts";
export { sampleRuns, type SampleOptions, type SampleRun } from "./uncertainty/sample.ts";
export { summaries, type Summary, type SummaryOptions } from "./uncertainty/summary.ts";
export type { Series, SeriesColumn } from "./simulation/series.ts";
