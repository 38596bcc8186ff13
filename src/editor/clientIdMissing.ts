/** The one failure of opening a place that the user mends: there is no app registration to sign in as. */

/** The user has not said which app registration to use. */
export class ClientIdMissingError extends Error {
  override readonly name = "ClientIdMissingError";
}

/** Tells by name, not by class: the lazily loaded parts carry copies of the class of their own. */
export function isClientIdMissing(error: unknown): boolean {
  return error instanceof Error && error.name === "ClientIdMissingError";
}
