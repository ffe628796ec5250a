/**
 * Reading plans against JSON.parse of the same file, each in a fresh process; and one that JSON.parse cannot read, because it is longer
 * than the longest string. Processor time, because what else the machine does moves it less.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundled } from "./bundle.ts";
import { alternately, ratioResult, type Result, run } from "./compare.ts";
import { writePlan } from "./plan-file.ts";

interface Read {
  readonly milliseconds: number;
  readonly grown: number;
  readonly resources: number;
}

/** About 600 MB. */
const HUGE = 320_000;

export function planBenchmarks(): readonly Result[] {
  const program = bundled("plan");
  const folder = mkdtempSync(join(tmpdir(), "surgecast-bench-"));
  const read = (how: "reader" | "parse", path: string): Read => JSON.parse(run([program, how, path])) as Read;
  try {
    const results = [169, 2_000, 20_000].flatMap((resources) => {
      const path = join(folder, `${resources}.json`);
      const bytes = writePlan(path, resources);
      let grown = 0;
      const compared = alternately(
        () => {
          const each = read("reader", path);
          if (each.resources !== resources) throw new Error(`${each.resources} of ${resources} resources were read`);
          grown = Math.max(grown, each.grown);
          return each.milliseconds;
        },
        () => read("parse", path).milliseconds,
        7,
      );
      const size = `${resources.toLocaleString("en")} resources, ${megabytes(bytes)}`;
      return [ratioResult(`${size}, against JSON.parse`, compared, 1.1), memory(`${size}, memory`, grown, bytes)];
    });
    const path = join(folder, "huge.json");
    const bytes = writePlan(path, HUGE);
    const huge = read("reader", path);
    const size = `${huge.resources.toLocaleString("en")} resources, ${megabytes(bytes)}`;
    return [
      ...results,
      {
        what: `${size}, which JSON.parse cannot read`,
        measured: `${(huge.milliseconds / 1000).toFixed(1)} s`,
        goal: "read",
        reached: huge.resources === HUGE,
      },
      memory(`${size}, memory`, huge.grown, bytes),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function memory(what: string, grown: number, bytes: number): Result {
  const ratio = grown / bytes;
  return { what, measured: `${ratio.toFixed(2)} × the file`, goal: "≤ 3 ×", reached: ratio <= 3 };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
