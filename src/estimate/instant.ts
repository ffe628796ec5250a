/** An instant of a run as text: `iso({ startSeconds: 0 }, 61.4) === "1970-01-01T00:01:01Z"`. */
export function iso(of: { readonly startSeconds: number }, seconds: number): string {
  return `${new Date(Math.floor(of.startSeconds + seconds) * 1000).toISOString().slice(0, 19)}Z`;
}
