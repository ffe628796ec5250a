/** What a run shows over time: one row per step of the grid, one column per thing worth looking at. */

/** One column: what it shows, its unit, and its value in each step (`values.length` = number of steps). */
export interface SeriesColumn {
  readonly component: string;
  /** `running tasks`, `capacity`, `requests` … */
  readonly name: string;
  /** `1/s`, `ACU`, `tasks`, `bytes/s` … */
  readonly unit: string;
  readonly values: Float64Array;
}

export interface Series {
  /** Start of each step in seconds since 1970-01-01T00:00:00Z. */
  readonly startSeconds: Float64Array;
  /** Length of each step in seconds. */
  readonly stepSeconds: Float64Array;
  readonly columns: readonly SeriesColumn[];
  /** When each event's ramp begins and its decay ends, in seconds since 1970. */
  readonly events: readonly { readonly name: string; readonly startSeconds: number; readonly endSeconds: number }[];
}
