/** Plays the person at the sign-in pages: reads a page's form and posts it, as a browser would. */
import assert from "node:assert/strict";

/** A page as a person's browser has it. */
export interface SeenPage {
  readonly url: string;
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
}

/** Opens an address. */
export async function visit(url: string, init: RequestInit = {}): Promise<SeenPage> {
  const answer = await fetch(url, { redirect: "manual", ...init });
  return { url, status: answer.status, html: await answer.text(), headers: answer.headers };
}

/** The hidden fields of the page's form, and where it is posted. */
function readForm(page: SeenPage): { action: string; fields: URLSearchParams } {
  const action = /<form method="post" action="([^"]*)"/u.exec(page.html)?.[1];
  assert.ok(action !== undefined, `no form on the page:\n${page.html}`);
  const fields = new URLSearchParams();
  for (const [, name, value] of page.html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/gu)) {
    fields.append(name ?? "", decodeHtml(value ?? ""));
  }
  return { action: new URL(decodeHtml(action), page.url).href, fields };
}

/** Presses a button of the page, or fills its text field, and gives the next page. */
export async function press(page: SeenPage, name: string, value: string): Promise<SeenPage> {
  const { action, fields } = readForm(page);
  fields.append(name, value);
  return await visit(action, { method: "POST", body: fields });
}

/** Presses the one button of the page that hands the answer to the application. */
export async function handOver(page: SeenPage): Promise<SeenPage> {
  const { action, fields } = readForm(page);
  return await visit(action, { method: "POST", body: fields });
}

/** Undoes the escaping of HTML as the sandbox does it. */
export function decodeHtml(text: string): string {
  return text.replace(/&#(\d+);/gu, (_entity, code: string) => String.fromCodePoint(Number(code)));
}
