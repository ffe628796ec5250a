/** Collects what is wrong with a scenario until all of it is known. */
import { UserError, type ErrorCode, type Problem } from "../errors.ts";
import { formatPath, type Path, type Spot } from "./tree.ts";

export interface Problems {
  /** `what` is the whole sentence. */
  add(spot: Spot, path: Path, what: string, hint?: string | null, code?: ErrorCode): void;
  readonly count: number;
  /** Throws what was found, in the order of the files, flags last; does nothing when nothing was. */
  throwIfAny(): void;
}

/** Of a document in `file`, which comes before the files that it refers to. */
export function problems(file: string): Problems {
  const found: { readonly problem: Problem; readonly code: ErrorCode }[] = [];
  return {
    get count() {
      return found.length;
    },
    add(spot, path, what, hint = null, code = "SCENARIO_INVALID") {
      const at = path.length === 0 ? null : formatPath(path);
      const located =
        "flag" in spot
          ? { place: null, what: `${spot.flag}: ${what}`, hint, path: at }
          : { place: spot, what, hint, path: at };
      found.push({ problem: located, code });
    },
    throwIfAny() {
      const [first] = found;
      if (first === undefined) return;
      const files = [...new Set([file, ...found.flatMap(({ problem }) => problem.place?.file ?? [])])];
      const rank = ({ place }: Problem) => (place === null ? Number.POSITIVE_INFINITY : files.indexOf(place.file));
      const sorted = found
        .map(({ problem }) => problem)
        .sort((a, b) => {
          const byFile = rank(a) === rank(b) ? 0 : rank(a) - rank(b);
          const byLine = (a.place?.line ?? 0) - (b.place?.line ?? 0);
          return byFile || byLine || (a.place?.column ?? 0) - (b.place?.column ?? 0);
        });
      const code = found.every((other) => other.code === first.code) ? first.code : "SCENARIO_INVALID";
      throw new UserError(code, sorted);
    },
  };
}
