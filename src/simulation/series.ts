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

/** A level that a column cannot pass, or that is held against it: at most so many tasks. */
export interface SeriesBound {
  readonly component: string;
  /** Name of the column. */
  readonly column: string;
  /** `at most 120 tasks`. */
  readonly title: string;
  /** In the column's unit. */
  readonly value: number;
}

export interface Series {
  /** Start of each step in seconds since 1970-01-01T00:00:00Z. */
  readonly startSeconds: Float64Array;
  /** Length of each step in seconds. */
  readonly stepSeconds: Float64Array;
  readonly columns: readonly SeriesColumn[];
  /** What limits columns, where that is a level; absent: nothing is known. */
  readonly bounds?: readonly SeriesBound[];
  /** When each event's ramp begins and its decay ends, in seconds since 1970. */
  readonly events: readonly { readonly name: string; readonly startSeconds: number; readonly endSeconds: number }[];
}
