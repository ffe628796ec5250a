/**
 * Copies of a database's backup in another Region, as AWS Backup or a copied snapshot makes them: one full copy, then what has changed
 * since, kept for a while. Stored bytes are billed where they lie, and what travels leaves this Region.
 */
import * as z from "zod";
import type { Flow } from "../network/flow.ts";
import type { PriceSelector } from "../pricing/price.ts";
import { duration, size } from "../quantities.ts";
import { regions } from "../regions.ts";
import { DAY_SECONDS, GIGABYTE } from "../units.ts";
import { assumed } from "./assumed.ts";
import { times } from "./hour-columns.ts";
import { service, type FlowContext } from "./service.ts";

const config = z.strictObject({
  of: z.enum(["aurora_postgresql", "aurora_mysql", "rds", "dynamodb"]).default("aurora_postgresql"),
  /** Region of the copy; without one it stays where the database is. */
  copy_to: z.enum(regions).optional(),
  /** Size of the database or table; an assumption when left out. */
  storage: size().optional(),
  /** How long a copy is kept. */
  keep: duration({ min: DAY_SECONDS, bounds: "of 1d or more" }).default(7 * DAY_SECONDS),
});
type Config = z.output<typeof config>;

const stored = {
  aurora_postgresql: {
    serviceCode: "AmazonRDS",
    usageType: "Aurora:BackupUsage",
    attributes: { databaseEngine: "Aurora PostgreSQL" },
  },
  aurora_mysql: {
    serviceCode: "AmazonRDS",
    usageType: "Aurora:BackupUsage",
    attributes: { databaseEngine: "Aurora MySQL" },
  },
  rds: { serviceCode: "AmazonRDS", usageType: "RDS:ChargedBackupUsage" },
  dynamodb: { serviceCode: "AmazonDynamoDB", usageType: "TimedBackupStorage-ByteHrs" },
} as const satisfies Record<Config["of"], PriceSelector>;

export const backupCopy = service<Config>({
  kind: "backup_copy",
  title: "Backup copy",
  sources: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_CopySnapshot.html",
    "https://aws.amazon.com/backup/pricing/",
  ],
  config,
  meters: {
    storage: {
      title: "Copies stored",
      price: ({ of, copy_to: region }) => ({ ...stored[of], ...(region === undefined ? {} : { listedIn: region }) }),
      unit: "GB-Mo",
      size: { perMonth: GIGABYTE },
      rounding: "exact",
      infracost: null,
      filters: ({ of }) => ({ usagetype: stored[of].usageType }),
    },
  },
  limits: {},
  terraform: {},
  assumptions: [
    assumed(
      "backupChange",
      "share of a database that changes from one day to the next",
      [0.005, 0.02, 0.1],
      "share",
      "practitioner's judgement",
    ),
  ],
  cell(_of, context) {
    const running = context.driver("running", "databases");
    return {
      stage: "worker",
      step() {
        running.now = context.bus.dt;
      },
      waiting: () => 0,
    };
  },
  flows,
  block(of, context) {
    const changed = (context.assume("backupChange") * of.keep) / DAY_SECONDS;
    const { bytes, sized } = sizeOf(of, context);
    context.meter("storage", times(context.activeSeconds, bytes * (1 + changed)), {
      cause: of.copy_to === undefined ? "copy" : `copy in ${of.copy_to}`,
      assumptions: [...sized, "backupChange"],
    });
  },
});

/** What changed travels; the first copy travelled once, before the period. */
function flows(of: Config, context: FlowContext): readonly Flow[] {
  if (of.copy_to === undefined || of.copy_to === context.region) return [];
  const { bytes, sized } = sizeOf(of, context);
  return [
    {
      from: context.id,
      destination: { kind: "aws", service: "s3", region: of.copy_to },
      driver: context.driver("running"),
      bytesUp: (bytes * context.assume("backupChange")) / DAY_SECONDS,
      bytesDown: 0,
      connections: 0,
      connectionSeconds: 0,
      cause: "copies of backups",
      assumptions: [...sized, "backupChange"],
    },
  ];
}

function sizeOf(of: Config, context: FlowContext): { readonly bytes: number; readonly sized: readonly string[] } {
  if (of.storage !== undefined) return { bytes: of.storage, sized: [] };
  const id = of.of === "dynamodb" ? "ddbGB" : "dbGB";
  return { bytes: context.assume(id), sized: [id] };
}
