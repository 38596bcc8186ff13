/**
 * Reads VS Code's `when` clauses as far as a check needs it: which keys are asked for, and what they are compared with.
 * The language: https://code.visualstudio.com/api/references/when-clause-contexts
 */

/** One condition: a key, alone or compared with a value. */
export interface WhenCondition {
  readonly key: string;
  /** As `==`; undefined if the key stands alone. */
  readonly operator?: string;
  /** Without quotes; a regular expression without its slashes. */
  readonly value?: string;
}

const tokenPattern =
  /\s*(?:(&&|\|\||[()]|!(?!=))|(===?|!==?|=~|<=|>=|<|>)|('[^']*'|\/(?:\\.|[^/\\])+\/[a-z]*)|([\w.:$-]+))/uy;

/**
 * The conditions of a clause, in order.
 * @throws {SyntaxError} if it is not a clause that this understands.
 */
export function readWhenClause(clause: string): readonly WhenCondition[] {
  const tokens = tokenize(clause);
  const conditions: WhenCondition[] = [];
  let index = 0;
  const fail = (): never => {
    throw new SyntaxError(`Not a when clause: ${clause}`);
  };

  const readAll = (): void => {
    readOne();
    while (tokens[index] === "&&" || tokens[index] === "||") {
      index += 1;
      readOne();
    }
  };
  const readOne = (): void => {
    const token = tokens[index++] ?? fail();
    if (token === "!") {
      readOne();
    } else if (token === "(") {
      readAll();
      if (tokens[index++] !== ")") fail();
    } else if (/^[\w.:$-]+$/u.test(token)) {
      readCondition(token);
    } else {
      fail();
    }
  };
  const readCondition = (key: string): void => {
    let operator = tokens[index];
    if (operator === undefined || /^(?:&&|\|\||\))$/u.test(operator)) {
      conditions.push({ key });
      return;
    }
    index += 1;
    if (operator === "not") operator = tokens[index++] === "in" ? "not in" : fail();
    if (!/^(?:===?|!==?|=~|<=?|>=?|in|not in)$/u.test(operator)) fail();
    const value = tokens[index++] ?? fail();
    if (/^(?:&&|\|\||[()!])$/u.test(value) || (operator === "=~") !== value.startsWith("/")) fail();
    conditions.push({ key, operator, value: unquote(value) });
  };

  readAll();
  if (index < tokens.length) fail();
  return conditions;
}

function tokenize(clause: string): readonly string[] {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < clause.trimEnd().length) {
    const found = tokenPattern.exec(clause);
    if (found === null) throw new SyntaxError(`Not a when clause: ${clause}`);
    tokens.push(found.slice(1).find((token) => token !== undefined) ?? "");
  }
  return tokens;
}

function unquote(value: string): string {
  if (value.startsWith("'")) return value.slice(1, -1);
  return value.startsWith("/") ? value.slice(1, value.lastIndexOf("/")) : value;
}
