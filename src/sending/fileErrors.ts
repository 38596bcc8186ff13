/** Errors of the file system, told apart by their codes. */

/** Whether an error is one of the file system's with this code, as `ENOENT`. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
