/** Spelling suggestions for names a person typed. */

/**
 * The candidate the fewest edits away from `word`, letter case aside; null where more than `most` would be needed: by default
 * two, or half of a short word. An edit inserts, drops or replaces a letter, or swaps two neighbours; of equally near ones
 * the first wins. `nearest("rnu", ["run", "rate"]) === "run"`, `nearest("xy", ["run"]) === null`.
 */
export function nearest(
  word: string,
  candidates: Iterable<string>,
  most: number = Math.min(2, Math.floor(word.length / 2)),
): string | null {
  const wanted = word.toLowerCase();
  let best: string | null = null;
  let fewest = most + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= fewest) continue;
    const edits = editDistance(wanted, candidate.toLowerCase());
    if (edits < fewest) {
      best = candidate;
      fewest = edits;
    }
  }
  return best;
}

/** The nearest of AWS's long names, of which up to a third may differ: `nearestUsageType("NatGatewayByte", ["NatGateway-Bytes"])`. */
export function nearestUsageType(name: string, known: Iterable<string>): string | null {
  return nearest(name, known, Math.floor(name.length / 3));
}

/** Edits between two words, a row of the usual table at a time; the row before the last is kept for swaps. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_cost, column) => column);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (beforeLast[j - 2] ?? Infinity) + 1 : Infinity;
      row.push(Math.min(replaced, swapped, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
