/** What a baseline of shape `recorded` must say, and what only it may. */
import { recordedKeys, type BaselineFile } from "../baseline-schema.ts";
import type { Reading } from "../reading.ts";

const path = ["traffic", "baseline"];

export function checkRecorded(reading: Reading, baseline: BaselineFile, averageMonth: boolean): void {
  const { shape, file, rows, mean, scale, visitors } = baseline;
  if (shape !== "recorded") {
    for (const key of recordedKeys.filter((one) => baseline[one] !== undefined)) {
      reading.check(
        [...path, key],
        `traffic.baseline.${key} must be left out; shape is ${shape}, not recorded`,
        key === "file" || key === "rows" ? "say shape: recorded" : null,
      );
    }
    return;
  }
  if (averageMonth) {
    reading.check(
      [...path, "shape"],
      "traffic.baseline.shape must not be recorded with period average_month, which has no dates",
    );
  }
  if ((file === undefined) === (rows === undefined)) {
    const got = file === undefined ? "neither" : "both";
    reading.check(path, `traffic.baseline must have either file or rows for shape recorded; got ${got}`);
  }
  if (mean !== undefined && scale !== undefined) {
    reading.check([...path, "scale"], "traffic.baseline must have either mean or scale; got both");
  }
  if (visitors !== undefined) {
    reading.check(
      [...path, "visitors"],
      "traffic.baseline.visitors must be left out with shape recorded, which counts requests",
    );
  }
}
