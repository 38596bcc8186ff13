/**
 * Where the answer to a GET request is shown, and what is said there of the request. Neither holds a variable's value, which
 * may have been typed in secret or come from a private file; and the same request answers into the same tab.
 */
import { l10n } from "vscode";
import type { HttpRequest } from "../requestFile/requestFile.ts";

/** A tab for an answer. */
export interface AnswerTab {
  /** What the tab is called, with the ending of its language. */
  readonly name: string;
  /** Tells tabs of one name apart. */
  readonly key: string;
  /** The request as it may be shown, as `GET /v1.0/me`; with its variables, if it has some. */
  readonly request: string;
}

/**
 * The tab for a request of a document.
 * @param path path and query that were sent, from the version on.
 * @param hash what tells a request without a name apart from others, wherever it stands; it must not tell what it holds.
 */
export function answerTab(
  { name, title, url }: Pick<HttpRequest, "name" | "title" | "url">,
  { documentUri, path, hash }: { readonly documentUri: string; readonly path: string; readonly hash: string },
): AnswerTab {
  return {
    name: `${name?.text ?? title?.text ?? l10n.t("Answer")}.json`,
    key: `${documentUri} ${name?.text ?? hash}`,
    request: `GET ${url.includes("{{") ? url : path}`,
  };
}
