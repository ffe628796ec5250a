/** Numbers by the million, eight bytes each. */
export function growing(): {
  readonly length: number;
  readonly push: (value: number) => void;
  readonly values: () => Float64Array;
} {
  let held = new Float64Array(1024);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      if (length === held.length) {
        const larger = new Float64Array(length * 2);
        larger.set(held);
        held = larger;
      }
      held[length] = value;
      length += 1;
    },
    values: () => held.slice(0, length),
  };
}
