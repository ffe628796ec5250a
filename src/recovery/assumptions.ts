/** Durations of a recovery that are no rule of AWS, each with its range. Ids begin with `dr`. */
import type { Assumption, Confidence } from "../assumption.ts";
import { GIGABYTE } from "../units.ts";

const judgement = "practitioner's judgement";
const guide = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide";
const guidance =
  "https://docs.aws.amazon.com/prescriptive-guidance/latest/aurora-replication-options/aurora-global-database.html";

type Range = readonly [low: number, typical: number, high: number];

const row = (
  id: string,
  what: string,
  [low, typical, high]: Range,
  [unit, baseUnits]: readonly [unit: string, baseUnits: number],
  source: string,
  confidence: Confidence = "C",
): Assumption => ({ id, what, low, typical, high, unit, baseUnits, source, confidence });

const MINUTES = ["min", 60] as const;
const SECONDS = ["s", 1] as const;

export const recoveryAssumptions: readonly Assumption[] = [
  row(
    "drDecision",
    "time from the alarm until a person has decided to leave the Region",
    [5, 15, 45],
    MINUTES,
    judgement,
  ),
  row(
    "drPromotion",
    "time in which the secondary cluster of an Aurora global database takes over",
    [1, 3, 5],
    MINUTES,
    `AWS says “minutes” (${guide}/aurora-global-database-disaster-recovery.html) and “less than 1 minute” (its white paper on disaster recovery)`,
    "B",
  ),
  row(
    "drReplicaPromotion",
    "time in which a read replica of RDS in another Region becomes a database of its own",
    [3, 8, 20],
    MINUTES,
    `${judgement}; AWS says “a few minutes or longer” (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Promote.html)`,
  ),
  row(
    "drRestore",
    "time to make a database and its instance from a backup, beside its size",
    [10, 20, 45],
    MINUTES,
    judgement,
  ),
  row(
    "drRestoreRate",
    "speed at which a backup becomes a volume",
    [20, 5, 1],
    ["GB/min", GIGABYTE / 60],
    `AWS publishes none: “can take hours” (${guide}/USER_CopySnapshot.html)`,
    "D",
  ),
  row(
    "drBackupCopy",
    "time until a copy of a backup is complete in the other Region",
    [10, 30, 180],
    MINUTES,
    `AWS publishes none: “can take hours” (${guide}/USER_CopySnapshot.html)`,
    "D",
  ),
  row(
    "drStack",
    "time in which Terraform makes network, balancer and services where none stand",
    [15, 25, 60],
    MINUTES,
    judgement,
  ),
  row(
    "drDnsTail",
    "time beyond the record's TTL until resolvers that keep it longer have let go",
    [0.25, 1, 5],
    MINUTES,
    judgement,
  ),
  row(
    "drReplicaLag",
    "age of the newest write that an Aurora global database's secondary lacks",
    [0.2, 1, 5],
    SECONDS,
    `AWS: typically under one second (${guidance}); the high end is ${judgement}`,
    "B",
  ),
  row(
    "drRdsLag",
    "age of the newest write that a replica of RDS in another Region lacks",
    [1, 5, 60],
    SECONDS,
    judgement,
  ),
  row(
    "drTableLag",
    "age of the newest write that a replica of a DynamoDB global table lacks",
    [0.5, 1, 3],
    SECONDS,
    "AWS: usually within a second (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html); the high end is judgement",
    "B",
  ),
  row(
    "drRtcLag",
    "age of the oldest object that is not replicated yet, with Replication Time Control",
    [10, 60, 900],
    SECONDS,
    "AWS: most within seconds, 99.9% within 15 minutes (https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html); between, judgement",
    "B",
  ),
  row(
    "drObjectLag",
    "age of the oldest object that is not replicated yet, without Replication Time Control",
    [10, 120, 7200],
    SECONDS,
    "AWS: most within 15 minutes, some after hours (https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-troubleshoot.html); between, judgement",
  ),
];
