/** What a person at this machine can mend, as a program that is missing: told in words, without a stack. */

/** The message says what is wrong and what helps. */
export class MendableError extends Error {}

/** Ends this process: a mendable error with its message, any other as the mistake of ours that it is. */
export function endWith(error: unknown): never {
  if (!(error instanceof MendableError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
