import { spawn } from "node:child_process";

/**
 * Ends another process should this one be killed: first with `signal`, and after `killAfterSeconds`, where given, by force. A shell of
 * its own process group waits for our end of a pipe to close. Call what it returns once the other process has ended by itself.
 */
export function guardProcess(pid: number, signal: "INT" | "TERM", killAfterSeconds?: number): () => void {
  // What is left behind there is found by the next start.
  if (process.platform === "win32") return () => undefined;
  const force = killAfterSeconds === undefined ? "" : `; sleep ${killAfterSeconds}; kill -KILL ${pid}`;
  const guard = spawn("sh", ["-c", `read -r _; kill -${signal} ${pid}${force}`], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  guard.on("error", () => {
    // No shell, no guard.
  });
  guard.unref();
  const { stdin } = guard;
  if (stdin && "unref" in stdin && typeof stdin.unref === "function") stdin.unref();
  return () => guard.kill("SIGKILL");
}
