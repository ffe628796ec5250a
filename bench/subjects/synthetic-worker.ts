/** In a thread: synthetic months of some seeds, each as its total. */
import { sampledMonth } from "../synthetic.ts";

export const months = ({ from, count }: { readonly from: number; readonly count: number }): number[] =>
  Array.from({ length: count }, (_, i) => sampledMonth(from + i));
