// Loaded with --import: prints every file that the process loads, imported or required, one a line, on standard error as it ends.
import { createRequire, register } from "node:module";
import { pathToFileURL } from "node:url";
import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";

const hook = `
let port;
export const initialize = (data) => { port = data; };
export const load = (url, context, next) => { port.postMessage(url); return next(url, context); };
`;
const { port1, port2 } = new MessageChannel();
register(`data:text/javascript,${encodeURIComponent(hook)}`, { data: port2, transferList: [port2] });
port1.unref();

process.on("exit", () => {
  const required = Object.keys(createRequire(import.meta.url).cache).map((path) => pathToFileURL(path).href);
  const imported = [];
  for (let one = receiveMessageOnPort(port1); one !== undefined; one = receiveMessageOnPort(port1))
    imported.push(one.message);
  process.stderr.write([...required, ...imported].map((url) => `loaded ${url}\n`).join(""));
});
