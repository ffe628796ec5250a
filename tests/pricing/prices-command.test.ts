/** `surgecast prices` run for real, on the cache of this repository. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pricesCommand } from "../../src/cli/prices.ts";
import { UserError } from "../../src/errors.ts";
import type { MeterPrice } from "../../src/pricing/price.ts";

interface Run {
  readonly stdout: string;
  readonly stderr: string;
}

const today = ["--today", "2026-11-23"];

async function run(args: readonly string[], meters: readonly MeterPrice[] = []): Promise<Run> {
  let stdout = "";
  let stderr = "";
  const output = { stdout: (text: string) => void (stdout += text), stderr: (text: string) => void (stderr += text) };
  await pricesCommand({ output, meters: async () => meters }).parseAsync(args, { from: "user" });
  return { stdout, stderr };
}

async function mistake(...args: readonly string[]): Promise<string> {
  try {
    await run(args);
  } catch (error) {
    if (error instanceof UserError) return `${error.code}: ${error.message}`;
    throw error;
  }
  throw new Error("it was no mistake");
}

test("show prints a price with its tiers, SKU, date, confidence and sources", async () => {
  const { stdout, stderr } = await run(["show", "NatGateway-Bytes", "--region", "eu-west-3", ...today]);
  await expect(stdout).toMatchFileSnapshot("../golden/prices/show.txt");
  expect(stderr).toBe("");
});

test("show takes a prefixed usage type, a SKU or a price id for the same price", async () => {
  const { stdout } = await run(["show", "NatGateway-Bytes", "--region", "eu-west-3", ...today]);
  expect((await run(["show", "EUW3-NatGateway-Bytes", ...today])).stdout).toBe(stdout);
  expect((await run(["show", "QBM2FSFWP6GWWHMU", ...today])).stdout).toBe(stdout);
  const byId = await run(["show", "AmazonEC2/eu-west-3/EUW3-BoxUsage:c5.large/RunInstances", ...today]);
  expect(byId.stdout).toMatch(/^EUW3-BoxUsage:c5.large {2}EC2 Linux on-demand, eu-west-3\n/);
});

test("show prints every match, and says on stderr how many are old", async () => {
  const { stdout, stderr } = await run(["show", "LCUUsage", "--region", "us-east-1", ...today]);
  await expect(stdout).toMatchFileSnapshot("../golden/prices/show-several.txt");
  expect(stderr).toBe("2 of 3 prices are older than a year on 2026-11-23; the oldest is of 2025-06-05.\n");
});

test("show prints tiers, also of what is listed in global", async () => {
  const { stdout } = await run(["show", "HostedZone", "--region", "eu-west-3", ...today]);
  await expect(stdout).toMatchFileSnapshot("../golden/prices/show-tiers.txt");
});

test("show prints the stand-in of a known gap as assumed", async () => {
  const { stdout } = await run(["show", "RegionalNatGateway-Bytes", "--region", "eu-west-3", ...today]);
  await expect(stdout).toMatchFileSnapshot("../golden/prices/show-assumed.txt");
});

test("list prints a table", async () => {
  const { stdout, stderr } = await run(["list", "--region", "us-east-1", "--service", "AWSELB", ...today]);
  await expect(stdout).toMatchFileSnapshot("../golden/prices/list.txt");
  expect(stderr).toBe("3 of 6 prices are older than a year on 2026-11-23; the oldest is of 2025-06-05.\n");
  expect((await run(["list", "--region", "us-east-1", "--service", "AWSELB", "--quiet", ...today])).stderr).toBe("");
});

test("list --grep looks into usage types, products, ids and attributes", async () => {
  const { stdout } = await run(["list", "--region", "global", "--grep", "^japan$", ...today]);
  await expect(stdout).toMatchFileSnapshot("../golden/prices/list-grep.txt");
});

test("JSON holds whole prices, and the age of none of them", async () => {
  const { stdout } = await run(["show", "LCUUsage", "--region", "us-east-1", "--format", "json", ...today]);
  const { schema, prices } = JSON.parse(stdout) as { schema: string; prices: readonly Record<string, unknown>[] };
  expect(schema).toBe("surgecast/price-list/1");
  expect(prices[0]).toEqual({
    priceId: "P2XGEJ8N3KU52WA8",
    sku: "P2XGEJ8N3KU52WA8",
    serviceCode: "AWSELB",
    region: "us-east-1",
    usageType: "LCUUsage",
    baseUsageType: "LCUUsage",
    operation: "LoadBalancing:Application",
    productFamily: "Load Balancer-Application",
    unit: "LCU-Hrs",
    tiers: [{ from: "0", to: null, pricePerUnit: "0.008" }],
    attributes: { capacityUnit: "LCU" },
    product: "Application load balancer",
    description: null,
    asOf: "2026-09-11",
    sources: [
      "QuinnyPig/aws-price-watcher@a6645eb:raw/elb.json",
      "public copy of AWS price data (us-east-1 offer-file extract with SKUs, 2026-09-30)",
    ],
    confidence: "two-sources",
  });
  const list = await run(["list", "--region", "us-east-1", "--service", "AWSELB", "--format", "json", ...today]);
  expect((JSON.parse(list.stdout) as { prices: unknown[] }).prices).toHaveLength(6);
});

test("--out writes the same to a file and nothing to stdout", async () => {
  const folder = mkdtempSync(join(tmpdir(), "surgecast-prices-"));
  const file = join(folder, "prices.txt");
  const args = ["show", "HostedZone", ...today];
  expect((await run([...args, "--out", file])).stdout).toBe("");
  expect(readFileSync(file, "utf8")).toBe((await run(args)).stdout);
  rmSync(folder, { recursive: true });
});

test("mistakes say what is wrong and what was probably meant", async () => {
  expect(await mistake("show", "NatGatway-bytes", "--region", "eu-west-3")).toBe(
    "PRICE_NOT_FOUND: no price for NatGatway-bytes in eu-west-3\nhint: did you mean NatGateway-Bytes?",
  );
  expect(await mistake("show", "EBS:SnapshotUsage", "--region", "eu-west-3")).toMatch(
    /^PRICE_NOT_FOUND: .* a known gap \(sources disagree or absent\)/,
  );
  expect(await mistake("list", "--region", "eu-west-33")).toBe(
    "COMMAND_INVALID: --region eu-west-33 is not in the price cache\nhint: did you mean eu-west-3?",
  );
  expect(await mistake("list", "--service", "amazonec2", "--region", "eu-west-3")).toBe(
    "COMMAND_INVALID: --service amazonec2 is not in the price cache\nhint: did you mean AmazonEC2?",
  );
  expect(await mistake("list", "--grep", "(")).toMatch(/^COMMAND_INVALID: --grep is not a regular expression: /);
  expect(await mistake("show", "HostedZone", "--today", "2026-02-30")).toBe(
    'COMMAND_INVALID: --today must be a day such as 2026-11-23; got "2026-02-30"',
  );
});

test("verify says that the cache is whole, or throws every fault", async () => {
  const nat = {
    service: "nat_gateway",
    meter: "hours",
    selector: { serviceCode: "AmazonEC2", usageType: "NatGateway-Hours" },
  };
  const { stdout } = await run(["verify"], [nat]);
  expect(stdout).toMatch(
    /^[\d,]+ prices in \d+ files, of [\d-]{10} to [\d-]{10}: whole\.\n1 meters find their price in every Region, but for \d+ known gaps\.\n$/,
  );
  const odd = {
    ...nat,
    selector: { serviceCode: "AmazonEC2", usageType: "NatGateway-Minutes", listedIn: "us-east-1" },
  };
  await expect(run(["verify"], [odd])).rejects.toThrow(
    "nat_gateway hours: no price for AmazonEC2 NatGateway-Minutes in us-east-1",
  );
});

test("help shows examples", () => {
  const [, show] = pricesCommand().commands;
  let help = "";
  show?.configureOutput({ writeOut: (text) => void (help += text) }).outputHelp();
  expect(help).toContain("surgecast prices show NatGateway-Bytes --region eu-west-3");
});
