/**
 * What of the sign-in library's log may be kept. It is told to leave personal data out; this takes out what could still slip
 * through in the wording of a service's answer.
 */

/** The line without anything that looks like a token, a code or a username. */
export function redactSignInLine(line: string): string {
  return line
    .replace(/eyJ[\w-]+(?:\.[\w-]*)*/gu, "[token]")
    .replace(
      /\b(?<name>access_token|refresh_token|id_token|client_info|code|code_verifier|device_code|state)\b(?<sign>["']?\s*[=:]\s*["']?)[^\s&"',}]+/giu,
      "$<name>$<sign>[hidden]",
    )
    .replace(/[^\s@'"<>:]{1,128}@[^\s@'"<>]{1,255}\.[A-Za-z]{2,}/gu, "[username]")
    .replace(/[\w-]{60,}/gu, "[hidden]");
}
