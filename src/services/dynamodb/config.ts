/** What of a DynamoDB table may be configured. */
import * as z from "zod";
import { amount, share, size } from "../../quantities.ts";

export const tableConfig = z.strictObject({
  /** Data held; an assumption when left out. */
  storage: size().optional(),
  /** Warm throughput bought in advance, per second. */
  warm_reads: amount().default(0),
  warm_writes: amount().default(0),
  /** Share of all requests that go to one partition (one stock item, one counter). */
  hot_key: share().default(0),
});

export type TableConfig = z.output<typeof tableConfig>;
