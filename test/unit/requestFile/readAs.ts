/** Writes a read file down in a few lines of text, so that a test's expectation can be read beside its input. */
import { parseRequestFile } from "../../../src/requestFile/parseRequestFile.ts";
import type { RequestFile } from "../../../src/requestFile/requestFile.ts";

/** What a test expects of a file. What is left out is expected to be absent. */
export interface Expected {
  /** One for each request, as `POST https://h/x`, followed by ` | ` and a part for each name, header, tag, body. */
  readonly requests?: readonly string[];
  /** As `name=value`. */
  readonly variables?: readonly string[];
  /** As `code` or `code:underlined text`. */
  readonly problems?: readonly string[];
}

/** Reads a text and writes down what was found. */
export function readAs(text: string): Required<Expected> {
  const file = parseRequestFile(text);
  return {
    requests: file.requests.map(describeRequest),
    variables: file.variables.map(({ name, value }) => `${name}=${value}`),
    problems: file.problems.map(({ code, span }) => `${code}: ${file.text.slice(span.start, span.end)}`),
  };
}

function describeRequest(request: RequestFile["requests"][number]): string {
  const { method, url, body } = request;
  const parts = [
    `${method} ${url}`,
    request.httpVersion && `version ${request.httpVersion.text}`,
    request.title && `title ${request.title.text}`,
    request.name && `name ${request.name.text}`,
    ...request.headers.map(({ name, value }) => `${name}: ${value}`),
    ...request.tags.filter((tag) => tag.name !== "name").map((tag) => `@${tag.name} ${tag.value}`.trim()),
    body.kind === "text" && `body ${body.text}`,
    body.kind === "file" &&
      `file ${body.path}${body.replacesVariables ? ` with variables ${body.encoding ?? ""}` : ""}`,
    ...request.ignoredParts.map((part) => `ignored ${part.kind}`),
    request.isDisabled && "disabled",
    request.isUnlogged && "unlogged",
  ];
  return parts.filter((part) => typeof part === "string").join(" | ");
}
