import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { rateCommand } from "../../src/cli/rate.ts";
import { UserError } from "../../src/errors.ts";
import { estimateSchema } from "../../src/estimate-schema.ts";

const folder = mkdtempSync(join(tmpdir(), "surgecast-rate-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** What the command writes for `flags`. */
async function rate(...flags: readonly string[]): Promise<string> {
  const out = join(folder, "result");
  await rateCommand().parseAsync([...flags, "--out", out], { from: "user" });
  return readFileSync(out, "utf8");
}

async function refusal(...flags: readonly string[]): Promise<string> {
  try {
    await rate(...flags);
  } catch (error) {
    if (error instanceof UserError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "none";
}

const usage = file("usage.csv", "region,usageType,quantity\nus-east-1,DataTransfer-Out-Bytes,1000\n");

test("writes an estimate as JSON, with all options applied", async () => {
  const rates = file("rates.csv", "region,usageType,pricePerUnit\nus-east-1,DataTransfer-Out-Bytes,0.08\n");
  const used = file("used.csv", "region,usageType,quantity\nus-east-2,DataTransfer-Out-Bytes,40\n");
  const text = await rate(
    usage,
    "--format=json",
    "--month=2026-11",
    "--allowances=always_free",
    `--already-used=${used}`,
    `--own-rates=${rates}`,
    "--discount=10",
  );
  const { bill } = estimateSchema.parse(JSON.parse(text));
  // 1,000 GB less the 60 left of the free 100, at $0.08 less 10 %.
  expect(bill.total).toBe("67.68");
});

test("reads JSON and pairs, and prints a table by default", async () => {
  const json = file(
    "usage.json",
    '[{ "region": "us-east-1", "usageType": "DataTransfer-Out-Bytes", "quantity": "1000" }]',
  );
  expect(await rate(json)).toContain("DataTransfer-Out-Bytes     1,000  GB    $0.09  $90.00 ");
  expect(await rate(json, "--already-used", "us-east-1/DataTransfer-Out-Bytes=10240")).toContain("$0.085  $85.00 ");
  expect(await rate(json, "--already-used", "HQEH3ZWJVT46JHRG=51200")).toContain("$0.07  $70.00 ");
});

test("prints rows for a spreadsheet", async () => {
  expect(await rate(usage, "--format", "csv")).toContain(
    "\r\n,,AWSDataTransfer,DataTransfer-Out-Bytes,,us-east-1,HQEH3ZWJVT46JHRG,HQEH3ZWJVT46JHRG,1000,GB,90,",
  );
});

test.each([
  [[usage, "--month", "2026-13"], 'COMMAND_INVALID: --month must be a month such as 2026-11; got "2026-13"'],
  [
    [usage, "--discount", "100"],
    'COMMAND_INVALID: --discount must be a percentage from 0 to below 100 such as 7.5; got "100"',
  ],
  [["no-such-file.csv"], "FILE_UNREADABLE: no-such-file.csv cannot be read (ENOENT)\nhint: check the path"],
])("refuses %j", async (flags, message) => {
  expect(await refusal(...flags)).toBe(message);
});
