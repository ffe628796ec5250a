import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { briefReport } from "../../src/report/brief.ts";
import { focusReport } from "../../src/report/focus.ts";
import { htmlReport } from "../../src/report/html.ts";
import { dropSeries, failingDrop } from "../support/estimates.ts";
import { focusRows, focusViolations } from "../support/focus-rules.ts";
import { surgecast, withFixtureEngine } from "./support/surgecast.ts";

const folder = mkdtempSync(join(tmpdir(), "surgecast-formats-"));
afterAll(() => rmSync(folder, { recursive: true }));

const failing = (...args: readonly string[]) =>
  surgecast(["run", "failing", "--today", "2026-10-20", ...args], { script: withFixtureEngine });

test("run --format html writes the page", async () => {
  const out = join(folder, "report.html");
  expect(await failing("--format", "html", "--out", out)).toMatchObject({ exitCode: 0, stdout: "", stderr: "" });
  expect(readFileSync(out, "utf8")).toBe(htmlReport(failingDrop, dropSeries));
});

test("run --format brief prints the page", async () => {
  expect(await failing("--format", "brief")).toMatchObject({
    exitCode: 0,
    stdout: briefReport(failingDrop, dropSeries),
    stderr: "",
  });
});

test("run --format focus prints rows, and on standard error what has none", async () => {
  const note =
    "not in the FOCUS rows, because it has no price: waf BotControl-Requests, 2 resources of aws_guardduty_detector\n";
  expect(await failing("--format", "focus")).toMatchObject({
    exitCode: 0,
    stdout: focusReport(failingDrop),
    stderr: note,
  });
});

test("rate --format focus has the list price beside the payer's own, in the month that was asked for", async () => {
  const usage = join(folder, "usage.csv");
  writeFileSync(
    usage,
    "region,usageType,quantity,component\nus-east-1,NatGateway-Bytes,10240,nat\nus-east-1,No-Such,1,x\n",
  );
  const { exitCode, stdout, stderr } = await surgecast([
    "rate",
    usage,
    "--discount",
    "10",
    "--month",
    "2026-11",
    "--format",
    "focus",
  ]);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 0,
    stderr: "not in the FOCUS rows, because it has no price: x No-Such\n",
  });
  expect(focusViolations(stdout)).toEqual([]);
  expect(focusRows(stdout)).toMatchObject([
    {
      ResourceId: "nat",
      BillingPeriodStart: "2026-11-01T00:00:00Z",
      ListCost: "460.8",
      BilledCost: "414.72",
      ListUnitPrice: "0.045",
      ContractedUnitPrice: "0.0405",
    },
  ]);
});
