/** How far a long run is: one line on standard error that keeps changing, on terminals only, and only after a second. */
import { bar } from "../report/bars.ts";
import { count, duration } from "../report/figures.ts";

const SILENT_MILLISECONDS = 1000;
const BETWEEN_MILLISECONDS = 100;
const BAR_WIDTH = 24;

export interface Progress {
  /** `share` in `[0, 1]`. */
  readonly report: (share: number, what: string) => void;
  /** Removes the line; to be called in any case before anything else is printed. */
  readonly stop: () => void;
}

/** Where progress is written and what time it is; the terminal and the clock unless a test says otherwise. */
interface Screen {
  readonly stream: { readonly isTTY?: boolean; readonly write: (text: string) => unknown };
  /** Milliseconds from any start. */
  readonly now: () => number;
}

export function startProgress(
  { quiet = false }: { readonly quiet?: boolean },
  { stream, now }: Screen = { stream: process.stderr, now: () => performance.now() },
): Progress {
  if (quiet || stream.isTTY !== true) return { report: () => {}, stop: () => {} };
  let next = now() + SILENT_MILLISECONDS;
  let shown = false;
  return {
    report: (share, what) => {
      if (now() < next) return;
      next = now() + BETWEEN_MILLISECONDS;
      shown = true;
      const percent = `${Math.floor(share * 100)}%`.padStart(4);
      stream.write(`\r\u001B[2K${bar(share, BAR_WIDTH).padEnd(BAR_WIDTH)} ${percent}  ${what}`);
    },
    stop: () => {
      if (shown) stream.write("\r\u001B[2K");
      shown = false;
    },
  };
}

/**
 * Reports things that are done one by one and about as long as each other: `34 of 100 runs, about 40 s left`. `now` in milliseconds
 * from any start.
 */
export function countdown(
  { report }: Pick<Progress, "report">,
  things: string,
  now: () => number = () => performance.now(),
): (done: number, of: number) => void {
  const start = now();
  return (done, of) => {
    const left = ((now() - start) / done) * (of - done);
    const soon = done === of ? "" : `, about ${duration(Math.ceil(left / 1000))} left`;
    report(done / of, `${count(done)} of ${count(of)} ${things}${soon}`);
  };
}
