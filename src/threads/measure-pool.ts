/** Measurements of variants on threads that stay for a whole search: which variant comes next, only the last ones say. */
import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { measure } from "../advice/measure.ts";
import type { Measured, Measuring } from "../advice/measure.ts";
import type { Measure } from "../advice/trials.ts";
import { type ErrorCode, type Problem, UserError } from "../errors.ts";
import { loadPriceBook } from "../files/price-cache.ts";
import type { NeededPrices } from "../files/price-cache.ts";
import type { PriceBook } from "../pricing/price.ts";

/** What all measurements share: sent to a thread once. */
export interface MeasureShared {
  readonly needed: readonly NeededPrices[];
  readonly cacheDirectory: string | null;
}

export interface MeasurePool {
  readonly measure: Measure;
  /** Ends the threads; measurements that are under way are given up. */
  readonly close: () => Promise<void>;
}

/** A measurement, or what is wrong with its prices: an error's class does not cross. */
export type MeasureReply =
  | { readonly measured: Measured }
  | { readonly code: ErrorCode; readonly problems: readonly Problem[] };

/** `workers`: threads at most, as many as processors where it is null; with 1 everything runs in the thread of the caller. */
export async function measurePool(
  shared: MeasureShared,
  {
    workers,
    prices,
    signal,
  }: { readonly workers: number | null; readonly prices: PriceBook; readonly signal: AbortSignal | null },
): Promise<MeasurePool> {
  const threads = workers ?? availableParallelism();
  if (threads <= 1) {
    const here: Measure = async (of) => {
      // Lets an interruption and a progress line through.
      await setImmediate();
      signal?.throwIfAborted();
      return measure(of, prices, signal);
    };
    return { measure: here, close: async () => await Promise.resolve() };
  }
  const { default: Pool } = await import("tinypool");
  const worker = import.meta.url.endsWith(".ts") ? "typescript-measure-worker.mjs" : "measure-worker.js";
  const pool = new Pool({
    filename: fileURLToPath(new URL(worker, import.meta.url)),
    minThreads: threads,
    maxThreads: threads,
    workerData: shared,
  });
  const stop = (): void => void pool.destroy();
  signal?.addEventListener("abort", stop);
  return {
    measure: async (of) => {
      signal?.throwIfAborted();
      try {
        return measuredOf((await pool.run(of, { name: "reply" })) as MeasureReply);
      } catch (error) {
        // What broke off because of the signal is no error of its own.
        signal?.throwIfAborted();
        throw error;
      }
    },
    close: async () => {
      signal?.removeEventListener("abort", stop);
      await pool.destroy();
    },
  };
}

function measuredOf(reply: MeasureReply): Measured {
  if ("problems" in reply) throw new UserError(reply.code, reply.problems);
  return reply.measured;
}

/** What a thread does for each measurement; prices are loaded when the first one comes. */
export function measureReplier({ needed, cacheDirectory }: MeasureShared): (of: Measuring) => MeasureReply {
  let book: PriceBook | null = null;
  return (of) => {
    try {
      book ??= loadPriceBook({ ...(cacheDirectory === null ? {} : { cacheDirectory }), needed });
      return { measured: measure(of, book) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { code: error.code, problems: error.problems };
    }
  };
}
