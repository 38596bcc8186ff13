/** Recognises Node's system errors by their code, as `ENOENT`: https://nodejs.org/api/errors.html#nodejs-error-codes */

/** Is this an error of Node's with this code? */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
