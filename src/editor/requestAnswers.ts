/**
 * The answers to the GET requests that were run in this window, so that other requests of the same document can take values
 * from them: `{{list.response.body.$.value[0].id}}`. Kept in memory only, a few for each document, and only for the account
 * that asked.
 */
import { jsonpath } from "json-p3";
import type { AnyAnswer } from "../graph/graphContract.ts";
import type { ResponseReference } from "../requestFile/responseReference.ts";
import type { ResponseValue } from "../requestFile/variableLookup.ts";

const mostAnswers = 50;

/** Answers by the document and the name of the request. */
export class RequestAnswers {
  readonly #kept = new Map<string, Pick<AnyAnswer, "headers" | "body">>();
  #count = 0;

  /** Grows with everything that is kept or forgotten. */
  get revision(): number {
    return this.#count;
  }

  /** Keeps an answer instead of the last one to the same request. */
  keep(documentUri: string, requestName: string, { headers, body }: AnyAnswer): void {
    const key = keyOf(documentUri, requestName);
    this.#kept.delete(key);
    this.#kept.set(key, { headers, body });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostAnswers && oldest !== undefined) this.#kept.delete(oldest);
    this.#count += 1;
  }

  /** Forgets everything: another account must not work with it. */
  clear(): void {
    this.#kept.clear();
    this.#count += 1;
  }

  /** What a reference of a document gives. Of several values at a path, the first counts, as in REST Client. */
  valueOf(documentUri: string, { requestName, message, part, path }: ResponseReference): ResponseValue {
    const answer = this.#kept.get(keyOf(documentUri, requestName));
    // What was sent is not kept: a GET has nothing that is not in the file.
    if (message === "request") return unknown("badPath");
    if (answer === undefined) return unknown("response");
    if (part === "body") return valueInBody(answer.body, path);
    const header = answer.headers[path.toLowerCase()];
    if (path === "") return unknown("badPath");
    return header === undefined
      ? unknown("nothingThere")
      : { kind: "value", text: typeof header === "string" ? header : header.join(", ") };
  }
}

function valueInBody(body: string, path: string): ResponseValue {
  if (path === "*" || path === "") return { kind: "value", text: body };
  if (!path.startsWith("$")) return unknown("badPath");
  let query: jsonpath.JSONPathQuery;
  try {
    query = jsonpath.compile(path);
  } catch {
    // Its errors say no more than that: what stands there is no path.
    return unknown("badPath");
  }
  const json = parseOrUndefined(body);
  if (json === undefined) return unknown("nothingThere");
  const [first] = query.query(json as Parameters<typeof query.query>[0]).values();
  if (first === undefined || first === null) return unknown("nothingThere");
  return { kind: "value", text: typeof first === "string" ? first : JSON.stringify(first) };
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unknown(reason: Extract<ResponseValue, { kind: "unknown" }>["reason"]): ResponseValue {
  return { kind: "unknown", reason };
}

function keyOf(documentUri: string, requestName: string): string {
  return `${documentUri}\n${requestName}`;
}
