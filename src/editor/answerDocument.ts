/**
 * The answer to a GET request as a JSON document for reading: what was asked, status, request id and time, and the body.
 * Nothing that opens a door by itself is shown: download links that need no sign-in, passwords, tokens.
 */
import { l10n } from "vscode";
import { isSecretProperty, redactTokens } from "../cancellation/redact.ts";
import type { AnyAnswer } from "../graph/graphContract.ts";

/**
 * The document's text.
 * @param request the request as it may be shown, as `GET /v1.0/me`.
 */
export function answerDocument(request: string, answer: AnyAnswer, at: Date): string {
  const { status, requestId, durationMs, scopes, body, headers } = answer;
  const contentType = String(headers["content-type"] ?? "");
  const facts = {
    request,
    status,
    requestId,
    time: at.toISOString(),
    durationMs,
    // With these, and whatever else the account has allowed before.
    permissions: scopes,
    body: readBody(body, contentType),
  };
  return `${JSON.stringify(facts, hideSecrets, 2)}\n`;
}

function readBody(body: string, contentType: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    if (body === "") return null;
    return /^text\//i.test(contentType) ? body : l10n.t("Not shown: {0}", contentType || l10n.t("not JSON"));
  }
}

function hideSecrets(name: string, value: unknown): unknown {
  const isEmpty = value === null || value === undefined || typeof value === "boolean";
  if (isSecretProperty(name)) return isEmpty ? value : l10n.t("[hidden]");
  return typeof value === "string" ? redactTokens(value) : value;
}
