/** One recovery on paper: how long each step takes in one draw, up to the moment at which viewers are sent to the other Region. */
import { hash01, stream } from "../math.ts";
import type { Pattern } from "../scenario/recovery-schema.ts";
import type { RecoveryFile } from "../scenario/schema.ts";
import { detectionSeconds } from "./health-checks.ts";
import { losesData, type Standing } from "./standing.ts";

export type RecoverySettings = Pick<
  RecoveryFile,
  "alarm" | "automatic" | "backup_every" | "health_check" | "rto" | "rpo" | "ttl"
>;

/** What one draw is made of. */
export interface Drawn {
  readonly seed: number;
  readonly run: number;
  /** An assumption's value in base units. */
  readonly value: (id: string) => number;
  /** Bytes of the database. */
  readonly databaseBytes: () => number;
}

/** All in seconds. `data` and `stack` run side by side, and so does `dns` where traffic moves by itself. */
export interface Timeline {
  readonly detection: number;
  readonly alarm: number;
  readonly decision: number;
  /** Until the database takes writes: promotion or restore; Infinity where there is nothing to restore from. */
  readonly data: number;
  /** Until network, balancer and services are there. */
  readonly stack: number;
  readonly dns: number;
  /** From the loss until the record is changed, and until everything is there and nearly all viewers are sent. */
  readonly switched: number;
  readonly ready: number;
}

export function timeline(of: Standing, pattern: Pattern, settings: RecoverySettings, drawn: Drawn): Timeline {
  const { health_check: check } = settings;
  const health = { intervalSeconds: check.interval === "10s" ? 10 : 30, threshold: check.threshold };
  // Health checks move the viewers of two Regions that both serve; nobody is asked.
  const movesItself = pattern === "active_active";
  const isAsked = !settings.automatic && !movesItself;
  const detection = detectionSeconds(health, drawn.seed, drawn.run);
  // The alarm's first period has begun some time before.
  const alarm = isAsked ? Math.max(0, settings.alarm - 60 * hash01(drawn.seed, stream("alarm's phase"), drawn.run)) : 0;
  const decision = isAsked ? drawn.value("drDecision") : 0;
  const data = dataSeconds(of, drawn);
  const stack = of.lacksStack ? drawn.value("drStack") : 0;
  const dns = settings.ttl + drawn.value("drDnsTail");
  const decided = detection + alarm + decision;
  const there = decided + Math.max(data, stack);
  const switched = movesItself ? detection : there;
  return { detection, alarm, decision, data, stack, dns, switched, ready: Math.max(there, switched + dns) };
}

function dataSeconds(of: Standing, { value, databaseBytes }: Drawn): number {
  if (losesData(of)) return Infinity;
  switch (of.database) {
    case "replica":
      return value("drPromotion");
    case "rds_replica":
      return value("drReplicaPromotion");
    case "backup":
      return value("drRestore") + databaseBytes() / value("drRestoreRate");
    case "lost":
    case "none":
      return of.table === "backup" ? value("drRestore") + value("ddbGB") / value("drRestoreRate") : 0;
  }
}

/**
 * Age of the newest write that is lost, in seconds: of the database and its tables together, and of objects; Infinity where no copy is
 * outside of the Region, null where there is nothing of the kind.
 */
export function lostSeconds(
  of: Standing,
  { backup_every: every }: RecoverySettings,
  { seed, run, value }: Drawn,
): { readonly database: number | null; readonly objects: number | null } {
  // The last copy is as old as it takes to make one, and up to an interval more.
  const backup = () => value("drBackupCopy") + every * hash01(seed, stream("backup's phase"), run);
  const byStore = {
    replica: () => value("drReplicaLag"),
    rds_replica: () => value("drRdsLag"),
    backup,
    lost: () => Infinity,
    none: () => null,
  };
  const database = byStore[of.database]();
  const table = of.table === "replica" ? value("drTableLag") : byStore[of.table]();
  const objects = {
    rtc: () => value("drRtcLag"),
    replicated: () => value("drObjectLag"),
    lost: () => Infinity,
    none: () => null,
  }[of.objects]();
  return { database: database === null || table === null ? (database ?? table) : Math.max(database, table), objects };
}
