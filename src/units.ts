/**
 * Units and their size in base units (bytes, seconds). Sizes are AWS's: a GB is 2^30 bytes, as AWS bills
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/aws-usage-report-understand.html); bit rates are decimal.
 */
export const KILOBYTE = 1024;
export const MEGABYTE = 1024 * KILOBYTE;
export const GIGABYTE = 1024 * MEGABYTE;
export const TERABYTE = 1024 * GIGABYTE;

export const MINUTE_SECONDS = 60;
export const HOUR_SECONDS = 3600;
export const DAY_SECONDS = 24 * HOUR_SECONDS;

/** Hours of AWS's average month (8,760 / 12), used by `period: average_month` and AWS's own calculator. */
export const AVERAGE_MONTH_HOURS = 730;
