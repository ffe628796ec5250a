import { expect, test } from "vitest";
import { wantsColours } from "../../src/cli/colour.ts";

const terminal = { hasColors: () => true };
const pipe = {};

test.each([
  ["a terminal", terminal, {}, true],
  ["a pipe", pipe, {}, false],
  ["a terminal, NO_COLOR", terminal, { NO_COLOR: "1" }, false],
  ["a terminal, NO_COLOR empty", terminal, { NO_COLOR: "" }, true],
  ["a pipe, FORCE_COLOR", pipe, { FORCE_COLOR: "1" }, true],
  ["a terminal, FORCE_COLOR off", terminal, { FORCE_COLOR: "0" }, false],
  ["both: NO_COLOR wins", pipe, { NO_COLOR: "1", FORCE_COLOR: "1" }, false],
] as const)("%s", (_case, stream, environment, wanted) => {
  expect(wantsColours(stream, environment)).toBe(wanted);
});
