/** What takes minutes: `npm run test:slow`. Not part of `npm test`. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.slow.ts"],
    testTimeout: 3_600_000,
    pool: "forks",
    // What the tests say of themselves, such as how many inputs were tried, is part of the result.
    disableConsoleIntercept: true,
    reporters: ["default", "./scripts/closing-line-reporter.ts"],
  },
});
