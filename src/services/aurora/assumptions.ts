/** What AWS publishes no number for, and what a database of a mid-size shop holds. */
import type { Assumption } from "../../assumption.ts";
import { GIGABYTE } from "../../units.ts";
import { assumed, PRACTICE } from "../assumed.ts";

const study =
  "Classmethod study of 2022-06-25: Aurora PostgreSQL 14.3 under HammerDB, 0.5 to 128 ACU; growth above 16 ACU is extrapolated";
const lab =
  "public hands-on lab of 2026-04-27: platform version 4 under pgbench, 16 ACU within 60 s; growth above 16 ACU is extrapolated";
const decline =
  "the lab of 2026-04-27 (14.5 over 6.5 to 0 ACU in 323 s, 300 of them the pause delay); AWS Database Blog 2024-11-25 (10 to 0.5 ACU in 10 minutes)";
const unsaid = "AWS names what triggers scaling (CPU, memory, network), not at which utilisation";

export const auroraAssumptions: readonly Assumption[] = [
  assumed("acuBase", "capacity that an Aurora instance really holds outside of peaks", [0.5, 2, 4], "ACU", PRACTICE),
  assumed("acuPerVcpu", "ACU that come with one vCPU of the database", [3, 4, 5], "ACU", PRACTICE),
  assumed("acuTarget", "utilisation to which Aurora scales its CPU", [0.85, 0.7, 0.5], "share", unsaid, "D"),
  assumed(
    "acuBurst",
    "capacity that an Aurora instance gains before its growth is regulated",
    [7.5, 3.5, 1.5],
    "ACU",
    study,
  ),
  assumed("acuGrowth", "growth of Aurora platform 4 per second, of its capacity", [0.04, 0.025, 0.018], "share", lab),
  assumed("acuLegacySmall", "growth of the first Aurora platform at 4 ACU", [3, 2, 1], ["ACU/min", 1 / 60], study),
  assumed("acuLegacyMedium", "growth of the first Aurora platform at 16 ACU", [6, 3.33, 2], ["ACU/min", 1 / 60], study),
  assumed("acuFall", "time constant of Aurora's scaling down", [100, 200, 600], "s", decline),
  assumed("dbPool", "database connections that one application task holds open", [5, 10, 20], "connections", PRACTICE),
  assumed(
    "dbPinned",
    "share of client connections that RDS Proxy pins to one of the database",
    [0, 0.05, 0.5],
    "share",
    "AWS names what pins a session (prepared statements, SET), not how often",
    "D",
  ),
  assumed("ioBg", "I/Os per second of a database without requests (vacuum, statistics)", [5, 10, 40], "I/O", PRACTICE),
  assumed(
    "dbWriteKB",
    "bytes that a global database sends to its secondary for one write I/O",
    [1, 2, 4],
    ["KB", 1024],
    "AWS counts write I/Os in units of up to 4 KB (https://aws.amazon.com/rds/aurora/pricing/)",
  ),
  assumed("dbGB", "size of the database", [50, 100, 300], ["GB", GIGABYTE], PRACTICE),
  assumed("bkX", "backup beyond the free one, in sizes of the database", [0, 1, 2], "sizes", PRACTICE),
];
