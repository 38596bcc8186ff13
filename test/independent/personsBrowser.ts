/**
 * Plays a person with a browser at the independent sign-in service: follows its redirects, keeps its cookies, answers its
 * page, and posts its last form to the application on this machine. It shares no code with the application.
 */
import assert from "node:assert/strict";
import { type IncomingHttpHeaders, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { text } from "node:stream/consumers";
import { type PersonsAnswer, signInHost } from "./openIdProvider.ts";
import type { OpenIdServer } from "./openIdServer.ts";

/** What the sign-in service gives the person's browser for the application. */
export interface AnswerToBring {
  /** The application's own address, as `http://localhost:41999`. */
  readonly application: URL;
  /** What is posted there: a code or an error, and the state. */
  readonly form: Readonly<Record<string, string>>;
}

interface Page {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly html: string;
}

const mostSteps = 20;

/** Opens the sign-in page and answers what is asked there, until there is an answer for the application. */
export async function answerPages(url: string, server: OpenIdServer, answer: PersonsAnswer): Promise<AnswerToBring> {
  const cookies = new Map<string, string>();
  let address = new URL(url);
  let form: URLSearchParams | undefined;
  for (let step = 0; step < mostSteps; step += 1) {
    assert.equal(address.host, signInHost, `led to ${address.href}`);
    const page = await load(address, server, cookies, form);
    form = undefined;
    if (page.headers.location !== undefined) address = new URL(page.headers.location, address);
    else if (address.pathname.startsWith("/interaction/")) form = new URLSearchParams({ ...answer });
    else return readAnswer(page);
  }
  throw new Error("The sign-in goes round in a circle.");
}

/** Posts the answer to the application, as the last page's script does, and gives the heading that it then shows. */
export async function bring({ application, form }: AnswerToBring): Promise<string> {
  const html = await new Promise<string>((resolve, reject) => {
    const headers = { "content-type": "application/x-www-form-urlencoded", connection: "close" };
    httpRequest({ host: "127.0.0.1", port: application.port, path: "/", method: "POST", headers }, (response) => {
      text(response).then(resolve, reject);
    })
      .on("error", reject)
      .end(new URLSearchParams(form).toString());
  });
  return /<h1>([^<]*)</u.exec(html)?.[1] ?? html;
}

/** One page of the sign-in service; with a form, it is posted. */
async function load(
  address: URL,
  server: OpenIdServer,
  cookies: Map<string, string>,
  form: URLSearchParams | undefined,
): Promise<Page> {
  const headers = {
    host: address.host,
    cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    ...(form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
  };
  const page = await new Promise<Page>((resolve, reject) => {
    httpsRequest(
      {
        host: "127.0.0.1",
        port: server.port,
        servername: address.hostname,
        ca: server.ca,
        path: address.pathname + address.search,
        method: form === undefined ? "GET" : "POST",
        headers,
      },
      (response) => {
        text(response).then(
          (html) => resolve({ status: response.statusCode ?? 0, headers: response.headers, html }),
          reject,
        );
      },
    )
      .on("error", reject)
      .end(form?.toString());
  });
  for (const line of page.headers["set-cookie"] ?? []) {
    const [pair = ""] = line.split(";");
    const equals = pair.indexOf("=");
    cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
  }
  return page;
}

function readAnswer(page: Page): AnswerToBring {
  const action = /<form method="post" action="([^"]*)">/u.exec(page.html)?.[1];
  assert.ok(action !== undefined, `no form on the page:\n${page.html}`);
  const application = new URL(unescapeHtml(action));
  assert.equal(application.hostname, "localhost");
  const inputs = page.html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"\/>/gu);
  const form = Object.fromEntries([...inputs].map(([, name = "", value = ""]) => [name, unescapeHtml(value)]));
  return { application, form };
}

function unescapeHtml(escaped: string): string {
  const names: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
  return escaped.replace(/&(amp|lt|gt|quot|#39);/gu, (entity, name: string) => names[name] ?? entity);
}
