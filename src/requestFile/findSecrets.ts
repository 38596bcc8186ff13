/**
 * Finds tokens that somebody has written into a request file. Unbook signs in by itself and never sends them; in a file they
 * are shared with whoever gets it. Also tells which variables' values are better not shown.
 */
import type { HttpRequest, RequestFile } from "./requestFile.ts";
import type { RequestProblem } from "./requestProblem.ts";
import type { Span } from "./span.ts";

/**
 * A JSON Web Token (RFC 7519) as Microsoft's sign-in makes them: three parts, the first two of them JSON, which begins with
 * `eyJ` in base64. At least as long as the shortest header with an algorithm.
 */
const token = /\beyJ[\w-]{8,}\.eyJ[\w-]{4,}\.[\w-]*/g;

/** Literal `Authorization` headers, and access tokens anywhere, also in comments. In the order of the file. */
export function findSecrets(file: RequestFile): readonly RequestProblem[] {
  const { text, span: whole } = file;
  const problems: RequestProblem[] = [];
  const headers = file.requests.flatMap(literalAuthorizations);
  for (const span of headers) problems.push({ span, code: "literalAuthorization" });
  // Never further than the file: a Markdown document has one for each of its fences.
  const own = text.slice(whole.start, whole.end);
  if (own.includes("eyJ")) {
    for (const found of own.matchAll(token)) {
      const start = whole.start + found.index;
      const span = { start, end: start + found[0].length };
      if (!headers.some((header) => header.start <= start && span.end <= header.end)) {
        problems.push({ span, code: "literalToken" });
      }
    }
  }
  return problems.sort((one, other) => one.span.start - other.span.start);
}

/** `Bearer {{token}}` and httpYac's `oauth2 flow name` hold no secret, and `Bearer` alone holds nothing. */
function literalAuthorizations({ headers }: HttpRequest): readonly Span[] {
  return headers.flatMap(({ name, nameSpan, value, valueSpan }) => {
    if (name.length !== 13 || name.toLowerCase() !== "authorization" || value.includes("{{")) return [];
    const [, scheme = "", credentials = ""] = /^(\S*)\s*(.*)$/s.exec(value) ?? [];
    const isSecret = !/^(?:oauth2|openid)$/i.test(scheme) && (credentials !== "" || scheme.length > 20);
    return isSecret ? [{ start: nameSpan.start, end: valueSpan.end }] : [];
  });
}

/** Whether a variable of this name is likely to hold what others must not read. */
export function isSecretName(name: string): boolean {
  return /pass(?:word|wd|phrase)?$|secret|token|credential|api[_-]?key|private[_-]?key|^(?:pwd|key|auth|authorization)$/i.test(
    name,
  );
}

/** Whether a value looks like a token, whatever its variable is called. */
export function isSecretValue(value: string): boolean {
  return /^(?:(?:Bearer|Basic)\s+\S|eyJ[\w-]{8,}\.)/i.test(value);
}
