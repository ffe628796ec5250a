/** Prints, as JSON, the milliseconds of synthetic months on one or more threads, and their percentiles: `node synthetic-runs.js months threads`. */
import { Tinypool } from "tinypool";
import { sampledMonth } from "../synthetic.ts";

const [months = 0, threads = 1] = process.argv.slice(2).map(Number);
const PORTION = 10;

async function totals(): Promise<number[]> {
  if (threads === 1) return Array.from({ length: months }, (_, i) => sampledMonth(i));
  const filename = new URL("synthetic-worker.js", import.meta.url).href;
  const pool = new Tinypool({ filename, minThreads: threads, maxThreads: threads });
  const portions = Array.from({ length: months / PORTION }, (_, i) => ({ from: i * PORTION, count: PORTION }));
  const results = await Promise.all(portions.map((portion) => pool.run(portion, { name: "months" })));
  await pool.destroy();
  return (results as number[][]).flat();
}

const start = performance.now();
const sorted = (await totals()).sort((a, b) => a - b);
const milliseconds = performance.now() - start;
const percentiles = [0.1, 0.5, 0.9].map((share) => sorted[Math.floor((months - 1) * share)]);
process.stdout.write(JSON.stringify({ milliseconds, percentiles }));
