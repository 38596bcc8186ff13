/**
 * Plays the browser for a sign-in at the sandbox that needs no person: fetches the sign-in page and posts its form to the
 * listener on this machine. It refuses every other sign-in service.
 */
import { AccountError } from "./accountError.ts";
import { isLoopback } from "./signInHosts.ts";

const timeoutMs = 30_000;

/**
 * To be used as `openBrowser` of a sign-in with `prompt: "none"` and a `loginHint`.
 * @throws {AccountError} `refused` for an address outside the sandbox and for a page without a form to post.
 */
export async function openSandboxSilently(url: string, signInOrigin: string): Promise<void> {
  const page = new URL(url);
  if (page.origin !== signInOrigin || !isLoopback(page)) throw refused("The sign-in page is not the sandbox's.");
  const answer = await fetch(page, { redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
  const html = await answer.text();
  const action = attribute(/<form method="post" action="(?<value>[^"]*)">/u.exec(html));
  if (!answer.ok || action === undefined || !URL.canParse(action))
    throw refused("The sandbox did not sign in silently.");
  const listener = new URL(action);
  if (!isLoopback(listener)) throw refused("The sandbox's answer is meant for another machine.");
  const fields = [...html.matchAll(/<input type="hidden" name="(?<name>\w+)" value="(?<value>[^"]*)">/gu)];
  const body = new URLSearchParams();
  for (const field of fields) body.append(field.groups?.["name"] ?? "", attribute(field) ?? "");
  const delivered = await fetch(listener, {
    method: "POST",
    body,
    redirect: "manual",
    signal: AbortSignal.timeout(timeoutMs),
  });
  await delivered.body?.cancel();
  if (!delivered.ok) throw refused("The sandbox's answer was not taken.");
}

function attribute(match: RegExpExecArray | null): string | undefined {
  const value = match?.groups?.["value"];
  return value?.replace(/&#(?<code>\d+);/gu, (_entity, code: string) => String.fromCodePoint(Number(code)));
}

function refused(message: string): AccountError {
  return new AccountError("refused", message);
}
