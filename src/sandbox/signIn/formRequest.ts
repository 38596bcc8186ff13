/** Reads a posted form with a limit on its size, and answers what is not one. */

const longestForm = 32_768;

/** The fields of a posted form, or the answer (405, 413, 415) to a request that is none. */
export async function readForm(request: Request): Promise<URLSearchParams | Response> {
  if (request.method !== "POST") return methodNotAllowed("POST");
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") return plainAnswer(415, "A form was expected.");
  const chunks: Uint8Array[] = [];
  let length = 0;
  const body: AsyncIterable<Uint8Array> | null = request.body;
  for await (const chunk of body ?? []) {
    length += chunk.byteLength;
    if (length > longestForm) return plainAnswer(413, "The form is too long.");
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}

/** 405 that names the methods that the address takes, as `GET, POST`. */
export function methodNotAllowed(allowed: string): Response {
  return new Response("Method not allowed.", {
    status: 405,
    headers: { allow: allowed, "content-type": "text/plain" },
  });
}

function plainAnswer(status: number, text: string): Response {
  return new Response(text, { status, headers: { "content-type": "text/plain" } });
}
