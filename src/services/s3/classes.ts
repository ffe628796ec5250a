/**
 * Storage classes of S3: what each is billed by, its smallest object and its shortest stay.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html ·
 * usage types: https://docs.aws.amazon.com/AmazonS3/latest/userguide/aws-usage-report-understand.html
 */
import { DAY_SECONDS, KILOBYTE } from "../../units.ts";

export const classNames = [
  "standard",
  "intelligent_tiering",
  "standard_ia",
  "onezone_ia",
  "glacier_ir",
  "glacier",
  "deep_archive",
] as const;
export type ClassName = (typeof classNames)[number];

export interface StorageClass {
  readonly title: string;
  /** Usage types; null where there is no such charge, or it is another class's. */
  readonly storage: string;
  readonly puts: string;
  /** Null: an object has to be restored before it can be read. */
  readonly gets: string | null;
  /** Per GB read. */
  readonly retrieval: string | null;
  /** A move into the class by lifecycle. */
  readonly transition: string | null;
  /** An object is billed as at least so many bytes, and for at least so long. */
  readonly leastBytes: number;
  readonly leastSeconds: number;
}

const none = { retrieval: null, transition: null, leastBytes: 0, leastSeconds: 0 };
const cold = { leastBytes: 128 * KILOBYTE, leastSeconds: 30 * DAY_SECONDS, transition: "Requests-Tier4" };

export const storageClasses: Readonly<Record<ClassName, StorageClass>> = {
  standard: {
    ...none,
    title: "Standard",
    storage: "TimedStorage-ByteHrs",
    puts: "Requests-Tier1",
    gets: "Requests-Tier2",
  },
  intelligent_tiering: {
    ...none,
    title: "Intelligent-Tiering",
    storage: "TimedStorage-INT-FA-ByteHrs",
    puts: "Requests-INT-Tier1",
    gets: "Requests-INT-Tier2",
    transition: "Requests-Tier4",
  },
  standard_ia: {
    ...cold,
    title: "Standard-IA",
    storage: "TimedStorage-SIA-ByteHrs",
    puts: "Requests-SIA-Tier1",
    gets: "Requests-SIA-Tier2",
    retrieval: "Retrieval-SIA",
  },
  onezone_ia: {
    ...cold,
    title: "One Zone-IA",
    storage: "TimedStorage-ZIA-ByteHrs",
    puts: "Requests-ZIA-Tier1",
    gets: "Requests-ZIA-Tier2",
    retrieval: "Retrieval-ZIA",
  },
  glacier_ir: {
    ...cold,
    title: "Glacier Instant Retrieval",
    storage: "TimedStorage-GIR-ByteHrs",
    puts: "Requests-GIR-Tier1",
    gets: "Requests-GIR-Tier2",
    retrieval: "Retrieval-GIR",
    transition: "Requests-Tier4 to Glacier Instant Retrieval",
    leastSeconds: 90 * DAY_SECONDS,
  },
  glacier: {
    ...none,
    title: "Glacier Flexible Retrieval",
    storage: "TimedStorage-GlacierByteHrs",
    puts: "Requests-GLACIER-Tier1",
    gets: null,
    transition: "Requests-Tier3",
    leastSeconds: 90 * DAY_SECONDS,
  },
  deep_archive: {
    ...none,
    title: "Glacier Deep Archive",
    storage: "TimedStorage-GDA-ByteHrs",
    puts: "Requests-GDA-Tier1",
    gets: null,
    transition: "Requests-Tier3",
    leastSeconds: 180 * DAY_SECONDS,
  },
};

/** What an archived object adds: an index of 32 KB at its class's price, a name of 8 KB at Standard's. */
export const ARCHIVE_INDEX_BYTES = 32 * KILOBYTE;
export const ARCHIVE_NAME_BYTES = 8 * KILOBYTE;

/** Objects below this are neither moved by lifecycle unless it says so, nor watched by Intelligent-Tiering. */
export const SMALLEST_MOVED_BYTES = 128 * KILOBYTE;
