import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import { drCommand } from "../../src/cli/dr.ts";
import { withCommonOptions } from "../../src/cli/output-options.ts";
import { UserError } from "../../src/errors.ts";
import { recoverScenarioFile } from "../../src/node.ts";
import { recoverySchema } from "../../src/recovery-schema.ts";
import { surgecast } from "./support/surgecast.ts";

const folder = mkdtempSync(join(tmpdir(), "surgecast-dr-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  process.exitCode = 0;
});

const shop = join(folder, "shop.yaml");
writeFileSync(
  shop,
  `surgecast: 1
name: shop
region: us-east-1
period: { start: 2026-11-20, hours: 36 }
traffic: { baseline: { mean: 4/s }, mix: { page: 90%, checkout: 10% } }
architecture:
  network: { azs: 2, nat: none }
  balancer: {}
  app: { min: 2, max: 4 }
  database: { min: 0.5, max: 16 }
  bucket: {}
`,
);

/** What the command writes for `flags`. */
async function dr(...flags: readonly string[]): Promise<string> {
  const out = join(folder, "result");
  const command = withCommonOptions(drCommand(() => Promise.resolve(recoverScenarioFile)));
  await command.parseAsync([shop, "--draws", "40", "--quiet", ...flags, "--out", out], { from: "user" });
  return readFileSync(out, "utf8");
}

async function refusal(...flags: readonly string[]): Promise<string> {
  try {
    await dr(...flags);
  } catch (error) {
    if (error instanceof UserError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "none";
}

test("flags are settings of the scenario's recovery", async () => {
  const text = await dr(
    "--to",
    "eu-west-3",
    "--at",
    "12h",
    "--rto-goal",
    "2h",
    "--rpo-goal",
    "10m",
    "--format",
    "json",
  );
  const { loss, goals, draws } = recoverySchema.parse(JSON.parse(text));
  expect(loss).toMatchObject({ to: "eu-west-3", at: "2026-11-20T12:00:00Z" });
  expect([goals, draws]).toEqual([{ rtoSeconds: 7200, rpoSeconds: 600 }, 40]);
});

test("a seed gives other draws, the same seed the same bytes", async () => {
  const [one, again, other] = [await dr("--seed", "3"), await dr("--seed", "3"), await dr("--seed", "4")];
  expect(again).toBe(one);
  expect(other).not.toBe(one);
});

test("a missed goal ends with 3, and the result is written all the same", async () => {
  const { exitCode, stdout, stderr } = await surgecast([
    "dr",
    shop,
    "--draws",
    "40",
    "--fail-unless-met",
    "backup_and_restore",
  ]);
  expect(exitCode).toBe(3);
  expect(stdout).toContain("Time until the shop meets its objectives again");
  expect(stderr).toMatch(/^goal missed: backup and restore: the time until the shop is back is within 3600 s in .*%/m);
  expect(stderr).toMatch(/^goal missed: backup and restore: the data lost is within 300 s in 0% of the draws$/m);
});

test("mistakes are refused, all at once", async () => {
  expect(await refusal("--draws", "0", "--seed", "x", "--set", "recovery")).toBe(
    `COMMAND_INVALID: --draws must be a whole number from 1 to 100,000; got "0"

--seed must be a whole number such as 7; got "x"

--set must be path=value; got "recovery"
hint: for example --set recovery.quotas.fargate_vcpu=400`,
  );
  expect(await refusal("--to", "us-east-1")).toContain("recovery.to must be another Region than the scenario's");
  expect(await refusal("--at", "2027-01-01")).toContain("recovery.at must lie in the period");
  expect(await refusal("--fail-unless-met", "as_written")).toBe(
    `COMMAND_INVALID: --fail-unless-met as_written: nothing of the scenario stands in eu-west-1
hint: name another strategy, or write components of that region`,
  );
});

test("one strategy that nothing holds back is named as the cheapest", async () => {
  // Goals that anything meets, so that nothing but money decides.
  const text = await dr("--rto-goal", "7d", "--rpo-goal", "7d");
  expect(text).toContain("✓ The cheapest that meets both goals: backup and restore");
});
