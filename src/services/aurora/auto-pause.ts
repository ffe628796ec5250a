/**
 * Pausing at zero capacity and coming back:
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html
 */
import { DAY_SECONDS } from "../../units.ts";

/** Where it has been paused for longer than a day: at least so long. */
const RESUME_SECONDS_AFTER_A_DAY = 30;

export interface AutoPause {
  /**
   * Moves on by `dt` seconds. `busy`: something connects or is connected; `allowed`: the minimum is zero.
   * Gives the seconds of the step in which the cluster runs.
   */
  step(dt: number, busy: boolean, allowed: boolean): number;
  /** Whether the last step began on the way back from a pause. */
  readonly resuming: boolean;
}

/** A running cluster that pauses after `afterSeconds` without connections, and takes `backSeconds` to come back. */
export function autoPause(afterSeconds: number, backSeconds: number): AutoPause {
  let paused = false;
  let idleSeconds = 0;
  let pausedSeconds = 0;
  let resumeSeconds = 0;
  const self = { resuming: false, step };
  return self;

  function step(dt: number, busy: boolean, allowed: boolean): number {
    const needed = busy || !allowed;
    if (paused && needed) {
      paused = false;
      resumeSeconds = pausedSeconds > DAY_SECONDS ? Math.max(RESUME_SECONDS_AFTER_A_DAY, backSeconds) : backSeconds;
    }
    const resuming = Math.min(dt, resumeSeconds);
    resumeSeconds -= resuming;
    self.resuming = resuming > 0;
    if (paused) {
      pausedSeconds += dt;
      return 0;
    }
    const running = dt - resuming;
    idleSeconds = needed ? 0 : idleSeconds + running;
    if (idleSeconds < afterSeconds) return running;
    paused = true;
    pausedSeconds = Math.min(running, idleSeconds - afterSeconds);
    idleSeconds = 0;
    return running - pausedSeconds;
  }
}
