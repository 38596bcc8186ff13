/**
 * What the sandbox's Graph was asked and what it answered, for those who check its answers. Access tokens are left out,
 * and so is sign-in, whose answers are made of secrets.
 */
import type { SandboxExchange } from "../sandboxContract.ts";
import type { Exchange } from "./loopbackServer.ts";

/** So many are kept, and so much of them; the oldest go first. */
const mostExchanges = 500;
const mostCharacters = 32 * 1024 * 1024;

/** The last exchanges. */
export interface ExchangeLog {
  /** The last 500, the newest last. */
  list(): readonly SandboxExchange[];
  /** Answers a request through `answer`, and keeps what was said. */
  record(request: Request, answer: (request: Request) => Promise<Exchange>): Promise<Exchange>;
}

/**
 * An empty log, which also tells `onExchange` of everything that it keeps.
 * @param accountOf whose token a request brings along.
 */
export function createExchangeLog(
  accountOf: (request: Request) => string | undefined,
  onExchange: (exchange: SandboxExchange) => void = () => undefined,
): ExchangeLog {
  const kept: SandboxExchange[] = [];
  let characters = 0;
  return {
    list: () => [...kept],
    async record(request, answer) {
      const { pathname, search } = new URL(request.url);
      if (!/^\/(v1\.0|beta)(\/|$)/iu.test(pathname)) return answer(request);
      const requestBody = await request.clone().text();
      // Before it is answered: the answer may end the token.
      const accountId = accountOf(request);
      const exchange = await answer(request);
      // Nothing has been answered where the connection breaks without an answer.
      if (exchange.kind !== "answer") return exchange;
      const { response } = exchange;
      const said: SandboxExchange = {
        method: request.method,
        path: pathname + search,
        ...(accountId !== undefined && { accountId }),
        requestHeaders: headersOf(request.headers),
        requestBody,
        status: response.status,
        headers: headersOf(response.headers),
        body: await response.clone().text(),
        isFault: exchange.isFault ?? false,
      };
      kept.push(said);
      characters += sizeOf(said);
      while (kept.length > mostExchanges || (kept.length > 1 && characters > mostCharacters)) {
        characters -= sizeOf(kept.shift());
      }
      onExchange(said);
      return exchange;
    },
  };
}

function headersOf(headers: Headers): Readonly<Record<string, string>> {
  return Object.fromEntries([...headers].filter(([name]) => name !== "authorization"));
}

function sizeOf(exchange: SandboxExchange | undefined): number {
  return exchange === undefined ? 0 : exchange.requestBody.length + exchange.body.length;
}
