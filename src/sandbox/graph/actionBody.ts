/**
 * The body of a request that changes something. An action's is a JSON object with the parameters that the action declares,
 * whose names are taken in any casing (documentation writes `comment`, metadata `Comment`).
 */
import type { GraphCall } from "./graphCall.ts";
import { GraphRefusal } from "./graphRefusal.ts";

/** What an action is called and which parameters it declares. */
export interface ActionShape {
  readonly name: string;
  readonly parameters: readonly string[];
}

/** The parameters given, under the names that `shape` writes them with. @throws {GraphRefusal} */
export async function readActionBody(call: GraphCall, shape: ActionShape): Promise<ReadonlyMap<string, unknown>> {
  const { guesses } = call.world;
  const body = await readObjectBody(call);
  if (body === undefined && guesses.emptyActionBody === "refuse") throw emptyBody();
  const given = new Map<string, unknown>();
  for (const [name, value] of Object.entries(body ?? {})) {
    const declared = shape.parameters.find((parameter) => parameter.toLowerCase() === name.toLowerCase());
    if (declared !== undefined) given.set(declared, value);
    else if (!name.includes("@") && guesses.unknownActionParameter !== "ignore") {
      throw unknownParameter(guesses.unknownActionParameter, name, shape.name);
    }
  }
  return given;
}

/** The JSON object that a request brings; undefined if it brings nothing. @throws {GraphRefusal} */
export async function readObjectBody(call: GraphCall): Promise<Readonly<Record<string, unknown>> | undefined> {
  const text = await call.request.text();
  if (text.trim() === "") return undefined;
  const isRequired = call.world.guesses.bodyWithoutContentType === "refuse";
  checkContentType(call.request.headers.get("content-type"), isRequired);
  return parseObject(text);
}

/** What a request is told whose body is missing. */
export function emptyBody(): GraphRefusal {
  return new GraphRefusal(400, "BadRequest", "Empty Payload. JSON content expected.");
}

/** A parameter that is a text or null; empty if it is not given. @throws {GraphRefusal} for anything else. */
export function textParameter(parameters: ReadonlyMap<string, unknown>, name: string): string {
  const value = parameters.get(name) ?? "";
  if (typeof value === "string") return value;
  throw new GraphRefusal(
    400,
    "BadRequest",
    `Cannot convert the value of parameter '${name}' to the expected type 'Edm.String'.`,
  );
}

function checkContentType(contentType: string | null, isRequired: boolean): void {
  if (contentType === null && !isRequired) return;
  const mediaType = contentType?.split(";")[0]?.trim().toLowerCase();
  if (mediaType === "application/json") return;
  const message = `A supported MIME type could not be found that matches the content type '${contentType ?? ""}'.`;
  throw new GraphRefusal(415, "BadRequest", message);
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new GraphRefusal(
      400,
      "BadRequest",
      "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
    );
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw new GraphRefusal(400, "BadRequest", "A JSON object was expected in the request payload.");
}

function unknownParameter(status: 400 | 500, name: string, action: string): GraphRefusal {
  if (status === 500) return new GraphRefusal(500, "UnknownError", "");
  const message = `The parameter '${name}' in the request payload is not a valid parameter for the operation '${action}'.`;
  return new GraphRefusal(400, "BadRequest", message);
}
