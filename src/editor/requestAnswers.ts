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
const mostPaths = 1_000;

type Json = Parameters<jsonpath.JSONPathEnvironment["query"]>[1];

/** JSONPath without the two functions that run a file's regular expressions, which can take as long as they like. */
const paths = new jsonpath.JSONPathEnvironment();
for (const name of ["match", "search"]) paths.functionRegister.delete(name);

/** An answer, and what has been found in it: lenses and checks ask for the same again and again. */
interface KeptAnswer {
  readonly headers: AnyAnswer["headers"];
  readonly body: string;
  /** The body as JSON; undefined if it is none, or has not been asked for. */
  json?: Json | undefined;
  readonly found: Map<string, ResponseValue>;
}

/** Answers by the document and the name of the request. */
export class RequestAnswers {
  readonly #kept = new Map<string, KeptAnswer>();
  #count = 0;

  /** Grows with everything that is kept or forgotten. */
  get revision(): number {
    return this.#count;
  }

  /** Keeps an answer instead of the last one to the same request. */
  keep(documentUri: string, requestName: string, { headers, body }: AnyAnswer): void {
    const key = keyOf(documentUri, requestName);
    this.#kept.delete(key);
    this.#kept.set(key, { headers, body, found: new Map() });
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
    if (part === "body") return foundInBody(answer, path);
    const header = answer.headers[path.toLowerCase()];
    if (path === "") return unknown("badPath");
    return header === undefined
      ? unknown("nothingThere")
      : { kind: "value", text: typeof header === "string" ? header : header.join(", ") };
  }
}

function foundInBody(answer: KeptAnswer, path: string): ResponseValue {
  const before = answer.found.get(path);
  if (before !== undefined) return before;
  const value = valueInBody(answer, path);
  // While a path is typed, each letter makes another one.
  if (answer.found.size >= mostPaths) answer.found.clear();
  answer.found.set(path, value);
  return value;
}

function valueInBody(answer: KeptAnswer, path: string): ResponseValue {
  if (path === "*" || path === "") return { kind: "value", text: answer.body };
  if (!path.startsWith("$")) return unknown("badPath");
  let values: readonly unknown[];
  try {
    const query = paths.compile(path);
    answer.json ??= parseOrUndefined(answer.body);
    values = answer.json === undefined ? [] : query.query(answer.json).values();
  } catch {
    // Its errors say no more than that: what stands there is no path, or one that goes too deep.
    return unknown("badPath");
  }
  const [first] = values;
  if (first === undefined || first === null) return unknown("nothingThere");
  return { kind: "value", text: typeof first === "string" ? first : JSON.stringify(first) };
}

function parseOrUndefined(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
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
