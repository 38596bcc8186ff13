/**
 * The one place that knows what a secret looks like. Whatever is written, shown or copied and did not come from Unbook itself
 * goes through here: log lines, what Graph's errors say (and with them journal, reports and notifications), and answers that
 * are shown. Secrets never get there on purpose; this is for what nobody thought of.
 */

const hidden = "[hidden]";

/** Signed tokens, and Microsoft's opaque ones: refresh tokens and codes begin with a digit, a dot and an A. */
const tokens = /\beyJ[\w-]+\.[\w-]+\.[\w-]*|\b[01]\.A[\w.-]{40,}/g;

/** What follows the header's name, whatever its scheme, and `Bearer` by itself. */
const credentials = /\b(authorization\\*["']?\s*[=:]\s*\\*["']?)(?:\w+\s+)?[\w.~+/=-]+|\b(Bearer\s+)[\w.~+/=-]+/gi;

const cookies = /\b((?:set-)?cookie\\*["']?\s*[=:]\s*\\*["']?)[^"'\r\n]+/gi;

/** What a link says to be let in; links within links are encoded. */
const linkParts =
  /((?:[?&#;]|%3F|%26)(?:tempauth|sig|authkey|client_secret|code|(?:access|refresh|id)_token)(?:=|%3D))[^&\s"'<>]+/gi;

/** A name and a password before a host. */
const linkUsers = /(:\/\/)[^\s/@:]{1,200}:[^\s/@]{0,500}@/g;

/** What OAuth and Graph call their secrets, with a value behind an equals sign or a colon; also in JSON within JSON. */
const fields =
  /\b(access_token|refresh_token|id_token|client_info|code|code_verifier|device_code|user_code|client_secret|client_assertion|assertion|password|secretText|clientState|state)(\\*["']?\s*[=:]\s*\\*["']?)[^&\s"'\\]+/gi;

const fieldNames =
  /^(?:@microsoft\.graph\.downloadUrl|@content\.downloadUrl|uploadUrl|(?:access|refresh|id)_?token|secretText|client_?secret|clientState|password|temporaryAccessPass|recoveryKey|key)$/i;

/** The text with everything that looks like a token, a code, a password or a key hidden: for lines that nobody has composed. */
export function redact(text: string): string {
  return redactTokens(text.replace(cookies, `$1${hidden}`)).replace(fields, `$1$2${hidden}`);
}

/** The text with what is a secret wherever it stands hidden, and nothing else: for texts that people want to read. */
export function redactTokens(text: string): string {
  return text
    .replace(tokens, hidden)
    .replace(credentials, `$1$2${hidden}`)
    .replace(linkParts, `$1${hidden}`)
    .replace(linkUsers, `$1${hidden}@`);
}

/** Whether a JSON property of this name lets in whoever has its value: https://learn.microsoft.com/graph/api/resources/driveitem and others. */
export function isSecretProperty(name: string): boolean {
  return fieldNames.test(name);
}
