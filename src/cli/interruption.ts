/** Ctrl-C during work that waits for something: the work is asked to stop and leaves nothing half done. */
import { problem, UserError } from "../errors.ts";

/**
 * Runs asynchronous work with a signal that is aborted on SIGINT; rejects with a UserError `CANCELLED` then, even when the
 * work went on to its end. A second SIGINT ends the process at once. Work that never yields must not be wrapped: the
 * event loop could not deliver the interruption, whereas the system's default ends the process.
 */
export async function cancellable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const interrupt = (): void =>
    controller.abort(new UserError("CANCELLED", [problem("interrupted: nothing was written")]));
  process.once("SIGINT", interrupt);
  try {
    const result = await work(controller.signal);
    controller.signal.throwIfAborted();
    return result;
  } catch (error) {
    controller.signal.throwIfAborted();
    throw error;
  } finally {
    process.off("SIGINT", interrupt);
  }
}
