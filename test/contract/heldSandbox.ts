/**
 * Sandboxes whose every answer is held against Graph's metadata: what a test or a journey starts or looks at, so that no
 * answer of any test run goes unchecked.
 */
import type { Sandbox, SandboxExchange, SandboxOptions } from "../../src/sandbox/sandboxContract.ts";
import { startSandbox } from "../../src/sandbox/startSandbox.ts";
import { type GraphMetadata, readGraphMetadata } from "./graphMetadata.ts";
import { responseProblems } from "./responseProblems.ts";

let metadata: GraphMetadata | undefined;

/** What is wrong with these answers, each thing said once. */
export function contractBreaches(exchanges: readonly SandboxExchange[]): readonly string[] {
  const known = (metadata ??= readGraphMetadata());
  return [...new Set(exchanges.flatMap((exchange) => responseProblems(known, exchange)))];
}

/** A sandbox that refuses to end well if one of its answers is not as Graph's metadata has it. */
export async function startHeldSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const breaches = new Set<string>();
  const sandbox = await startSandbox({
    ...options,
    onExchange(exchange) {
      for (const breach of contractBreaches([exchange])) breaches.add(breach);
      options.onExchange?.(exchange);
    },
  });
  return {
    ...sandbox,
    async dispose() {
      await sandbox.dispose();
      if (breaches.size > 0)
        throw new Error(`Graph would not have answered so:\n${[...breaches].slice(0, 20).join("\n")}`);
    },
  };
}
