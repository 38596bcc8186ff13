/** Words for failures, loaded when something first fails: starting VS Code does not pay for them. */
import type { ProblemText } from "./problemText.ts";

/** Words for anything that was thrown. */
export async function wordProblem(error: unknown): Promise<ProblemText> {
  const part = await import("./problemText.ts");
  return part.describeProblem(error);
}
