/** What AWS publishes no number for, and what a database of a mid-size shop holds. */
import type { Assumption } from "../../assumption.ts";
import { GIGABYTE } from "../../units.ts";
import { assumed, PRACTICE } from "../assumed.ts";

const study =
  "Classmethod study of 2022-06-25 (https://speakerdeck.com/maroon1st/aurora-serverless-v2-nosukerunoqing-xiang-woshi-ji-nique-ren-sitemita): Aurora PostgreSQL 14.3 under HammerDB, 0.5 to 128 ACU";
const lab =
  "public hands-on lab of 2026-04-27: platform version 4 under pgbench, from a pause to 16 ACU in less than 60 s; growth above 16 ACU is extrapolated";
const decline =
  "AWS Database Blog 2024-11-25: 10 to 0.5 ACU in about 10 minutes, 10 to 4 in about 5; with a time constant alone both cannot be";
const unsaid = "AWS names what triggers scaling (CPU, memory, network), not at which utilisation";

export const auroraAssumptions: readonly Assumption[] = [
  assumed("acuBase", "capacity that an Aurora instance really holds outside of peaks", [0.5, 2, 4], "ACU", PRACTICE),
  assumed("acuPerVcpu", "ACU that come with one vCPU of the database", [3, 4, 5], "ACU", PRACTICE),
  assumed("acuTarget", "utilisation to which Aurora scales its CPU", [0.85, 0.7, 0.5], "share", unsaid, "D"),
  assumed(
    "acuBurst",
    "capacity that an Aurora instance gains before its growth is regulated",
    [8, 4, 2],
    "ACU",
    `${study}: 4 ACU or more at first`,
  ),
  assumed(
    "acuLag",
    "time for which an Aurora instance is short of capacity before it grows",
    [0, 5, 15],
    "s",
    `${study}: a slight lag, without a number`,
    "D",
  ),
  assumed("acuGrowth", "growth of Aurora platform 4 per second, of its capacity", [0.06, 0.035, 0.02], "share", lab),
  assumed(
    "acuLegacySmall",
    "growth of the first Aurora platform at 4 ACU",
    [3, 2, 1],
    ["ACU/min", 1 / 60],
    `${study}: 0.5 ACU in 15 s`,
  ),
  assumed(
    "acuLegacyMedium",
    "growth of the first Aurora platform at 16 ACU",
    [6, 3.33, 2],
    ["ACU/min", 1 / 60],
    `${study}: from a middling capacity also 2 ACU in 90 s; growth above 16 ACU is extrapolated`,
  ),
  assumed("acuHold", "time for which Aurora keeps capacity that is not needed any more", [60, 170, 300], "s", decline),
  assumed("acuFall", "time constant of Aurora's scaling down after that", [75, 145, 400], "s", decline),
  assumed(
    "acuResume",
    "time in which Aurora comes back from a pause",
    [11, 13, 15],
    "s",
    "AWS: about, or up to, 15 s; five resumes of the lab of 2026-04-27 took 10.9 to 15.3 s",
    "B",
  ),
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
