/** Where in the JSON text of an environment file a problem with it stands. */
import type { EnvironmentProblem } from "./environments.ts";
import { readJsonBody } from "./readJsonBody.ts";
import type { JsonProperty } from "./readJsonBody.ts";
import type { Span } from "./span.ts";

/**
 * The span of what is wrong: the name of a variable or of an environment, or where the JSON breaks off; the beginning of the
 * text where it is about the whole. Of a name that is written twice, the last one is read, and told.
 */
export function environmentProblemSpan(text: string, problem: EnvironmentProblem): Span {
  if (problem.code === "malformedJson") {
    return { start: Math.min(problem.offset, text.length), end: Math.min(problem.offset + 1, text.length) };
  }
  const whole = { start: 0, end: Math.min(1, text.length) };
  const { environment } = problem;
  const outer = environment === undefined ? undefined : propertyOf(text, whole.start, environment);
  if (outer === undefined) return whole;
  if (problem.code === "notAnObject") return outer.nameSpan;
  const { start, end } = outer.valueSpan;
  return propertyOf(text.slice(start, end), start, problem.variable)?.nameSpan ?? outer.nameSpan;
}

/** A property of a JSON object that stands at an offset, its spans moved by it. */
function propertyOf(text: string, offset: number, name: string): JsonProperty | undefined {
  const mark = text.startsWith("\ufeff") ? 1 : 0;
  const read = readJsonBody(text.slice(mark));
  const found = read.kind === "ok" ? read.properties.findLast((property) => property.name === name) : undefined;
  if (found === undefined) return undefined;
  const move = ({ start, end }: Span): Span => ({ start: start + offset + mark, end: end + offset + mark });
  return { name, nameSpan: move(found.nameSpan), valueSpan: move(found.valueSpan) };
}
