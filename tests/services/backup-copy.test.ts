import { expect, test } from "vitest";
import { backupCopy } from "../../src/services/backup-copy.ts";
import { costOf, estimateOf, scenarioOf } from "../support/estimate-text.ts";
import { alone } from "../support/service-alone.ts";

const GB = 2 ** 30;

test("holds one whole copy, and what changed on each day that is kept", () => {
  const copies = alone(
    backupCopy,
    { copy_to: "eu-west-1", storage: "100GB", keep: "10d" },
    { hours: 730, assume: { backupChange: 0.02 } },
  );
  // 100 GB, and ten times 2 % of them.
  expect(copies.meters()).toEqual({ storage: 120 * GB * 730 * 3600 });
});

test("says that it assumed the size of the database, or of the table", () => {
  const used = (config: object) => {
    const copies = alone(backupCopy, config, { hours: 1 });
    copies.meters();
    return [...copies.used];
  };
  expect(used({})).toEqual(["backupChange", "dbGB"]);
  expect(used({ of: "dynamodb" })).toEqual(["backupChange", "ddbGB"]);
  expect(used({ storage: "1GB" })).toEqual(["backupChange"]);
});

test("is billed where it lies, and its changes as transfer between Regions", () => {
  const estimate = estimateOf(
    scenarioOf(`
region: us-east-1
period: average_month
step: { base: 1h }
traffic: { baseline: { mean: 0/s } }
assume: { backupChange: 10% }
architecture: { copies: { service: backup_copy, copy_to: eu-west-1, storage: 240GB, keep: 1d } }
`),
  );
  // 264 GB-months at $0.021 in Ireland; 24 GB on each of 730/24 days at $0.02.
  expect(costOf(estimate, ({ usageType }) => usageType === "EU-Aurora:BackupUsage")).toBe("5.54");
  expect(costOf(estimate, ({ usageType }) => usageType === "USE1-EU-AWS-Out-Bytes")).toBe("14.60");
  expect(costOf(estimate)).toBe("20.14");
});
