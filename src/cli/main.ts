import { commands } from "./commands.ts";
import { runCli } from "./program.ts";

await runCli(process.argv.slice(2), commands);
