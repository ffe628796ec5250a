// Runs the built CLI under other Node versions and compares its estimates with the hashes in tests/golden/scenarios/sha256.txt:
//   npm run build && node scripts/check-node-versions.mjs /opt/node22/bin/node /opt/node24/bin/node
// Without paths it checks the Node it runs on. Exits with 1 when an estimate differs.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cli = join(root, "bin/surgecast.js");
if (!existsSync(join(root, "dist/cli/main.js"))) {
  console.error("dist/ is missing: npm run build");
  process.exit(1);
}
const expected = readFileSync(join(root, "tests/golden/scenarios/sha256.txt"), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => line.split("  "));

const nodes = process.argv.length > 2 ? process.argv.slice(2) : [process.execPath];
for (const node of nodes) {
  const version = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
  for (const [hash, file] of expected) {
    const scenario = `scenarios/${file.replace(/\.json$/, ".yaml")}`;
    const json = execFileSync(node, [cli, "run", scenario, "--format", "json", "--quiet"], {
      cwd: root,
      maxBuffer: 2 ** 28,
    });
    const same = createHash("sha256").update(json).digest("hex") === hash;
    console.log(`${same ? "same     " : "DIFFERENT"}  Node ${version}  ${file}`);
    if (!same) process.exitCode = 1;
  }
}
