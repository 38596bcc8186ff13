/** The languages that request files are written in: `http`, which REST Client and httpYac share, and Markdown's fences. */
import type { DocumentFilter, TextDocument } from "vscode";
import { mayHaveFences } from "../requestFile/markdownFences.ts";

const languageIds: readonly string[] = ["http", "markdown"];

/** Where requests are looked for: wherever such a document comes from, also unsaved ones and those of other extensions. */
export const requestDocuments: readonly DocumentFilter[] = languageIds.map((language) => ({ scheme: "*", language }));

/** Whether a document is in one of the languages. */
export function isRequestDocument({ languageId }: TextDocument): boolean {
  return languageIds.includes(languageId);
}

/** Whether requests can stand in a document. Cheap: most Markdown documents have none, and nothing is loaded for them. */
export function mayHaveRequests(document: TextDocument): boolean {
  if (document.languageId === "markdown") return mayHaveFences(document.getText());
  return isRequestDocument(document);
}
