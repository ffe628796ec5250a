import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { loadPlan } from "../../src/node.ts";

const folder = mkdtempSync(join(tmpdir(), "surgecast-plan-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const PLAN = "tests/terraform/plans/changes.json";

test("a plan in a file, and the same packed by gzip", () => {
  const plan = loadPlan(PLAN);
  expect(plan.resources).toHaveLength(17);
  expect(loadPlan(file("plan.json.gz", gzipSync(readFileSync(PLAN))))).toEqual(plan);
});

test("a plan from standard input, also through a pipe that is slow, and packed", () => {
  const program =
    'import("./src/files/read-plan.ts").then(({ loadPlan }) => console.log(loadPlan("-").resources.length));';
  const read = (command: string): string => {
    const { stdout, stderr } = spawnSync("sh", ["-c", command], {
      encoding: "utf8",
      env: { ...process.env, PROGRAM: program },
    });
    return stdout + stderr.replaceAll(/^npm warn.*\n/gm, "");
  };
  const node = `"${process.execPath}" --import tsx -e "$PROGRAM"`;
  expect(read(`${node} < ${PLAN}`)).toBe("17\n");
  expect(read(`(head -c 9000 ${PLAN}; sleep 1; tail -c +9001 ${PLAN}) | ${node}`)).toBe("17\n");
  expect(read(`gzip -c ${PLAN} | ${node}`)).toBe("17\n");
});

test("what is no file, damaged or too large is refused by name", () => {
  expect(() => loadPlan(join(folder, "none.json"))).toThrow(/none.json is not there/);
  expect(() => loadPlan(folder)).toThrow(/holds no .tf file/);
  expect(() => loadPlan(file("cut.gz", gzipSync("x".repeat(5000)).subarray(0, 20)))).toThrow(/is damaged/);
  // Sparse: no such bytes are on disk.
  const large = file("large.json", "");
  truncateSync(large, 2 ** 31);
  expect(() => loadPlan(large)).toThrow(/is larger than 2048 MB, the most that is read/);
});

test("a plan as Terraform saves it is refused with the command to run, by its name", () => {
  const path = file("tfplan", new Uint8Array([0x50, 0x4b, 3, 4]));
  expect(() => loadPlan(path)).toThrow(`hint: run: terraform show -json ${path} > plan.json`);
});
