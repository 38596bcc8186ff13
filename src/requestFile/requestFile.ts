/**
 * What a `.http` file says once it has been read: requests, variables, and where each piece of them stands. Nothing is
 * replaced or evaluated here (see resolveRequest.ts), and what is wrong stands in requestProblem.ts.
 * The language: https://github.com/JetBrains/http-request-in-editor-spec, as REST Client and httpYac extend it.
 */
import type { RequestProblem } from "./requestProblem.ts";
import type { Span, SpannedText } from "./span.ts";

/** A `.http` file that has been read. */
export interface RequestFile {
  /** The text that it was read from; every span is an offset into it. */
  readonly text: string;
  /** The part of the text that is the file: all of it, except for a fence in a Markdown document. */
  readonly span: Span;
  /** In the order of the file. */
  readonly requests: readonly HttpRequest[];
  /** Every `@name = value`, in the order of the file; a name may be defined more than once. */
  readonly variables: readonly VariableDefinition[];
  readonly problems: readonly RequestProblem[];
}

/** One request of a file. */
export interface HttpRequest {
  /** From the `###` line (or the first line of the file that is not blank) to the last line that is not blank. */
  readonly span: Span;
  /** What follows `###`. */
  readonly title: SpannedText | undefined;
  /** What `# @name` (or `### @name`) calls it. */
  readonly name: SpannedText | undefined;
  /** In capitals; `GET` where none is written. */
  readonly method: string;
  /** Undefined where no method is written. */
  readonly methodSpan: Span | undefined;
  /** With its continuation lines joined, `{{variables}}` as they stand. */
  readonly url: string;
  /** From the URL's first character to its last, across continuation lines. */
  readonly urlSpan: Span;
  /** What `url` is joined from. One piece, except for a URL of several lines. */
  readonly urlPieces: readonly Span[];
  /** As `HTTP/1.1`. */
  readonly httpVersion: SpannedText | undefined;
  /** The first line of the request, without the space around it. */
  readonly requestLineSpan: Span;
  /** In the order of the file; a name may occur more than once. */
  readonly headers: readonly RequestHeader[];
  readonly body: RequestBody;
  /** Every `# @tag` of the request, before and after its request line. */
  readonly tags: readonly MetadataTag[];
  /** Every `{{…}}` in the URL, the headers and the body. */
  readonly variableUses: readonly VariableUse[];
  /** What other editors would run or save, and Unbook never does: scripts, assertions, response files. */
  readonly ignoredParts: readonly IgnoredPart[];
  /** `# @disabled`: not to be sent, whatever a condition behind it says. */
  readonly isDisabled: boolean;
  /** `# @no-log`: nothing of it is to be shown in a log or kept. */
  readonly isUnlogged: boolean;
}

/** A header line. */
export interface RequestHeader {
  readonly name: string;
  readonly nameSpan: Span;
  /** Without the space around it. A continued value is joined with a single space, as RFC 9112 section 5.2 has it. */
  readonly value: string;
  readonly valueSpan: Span;
}

/** What a request sends after its headers. */
export type RequestBody =
  | { readonly kind: "none" }
  /** `text` is what `pieces` are joined from: one piece, except where scripts or line breaks of a form are left out. */
  | { readonly kind: "text"; readonly text: string; readonly span: Span; readonly pieces: readonly Span[] }
  /**
   * `< ./file`: the file's content. `replacesVariables` for `<@ ./file`; `encoding` as in `<@latin1 ./file`, otherwise
   * undefined (UTF-8).
   */
  | {
      readonly kind: "file";
      readonly path: string;
      readonly pathSpan: Span;
      readonly span: Span;
      readonly replacesVariables: boolean;
      readonly encoding: string | undefined;
    };

/** A `# @name value` line. */
export interface MetadataTag {
  /** Without the `@`, as written. `isTag` compares it. */
  readonly name: string;
  readonly nameSpan: Span;
  /** Empty if there is none. */
  readonly value: string;
  /** Empty, at the end of the name, if there is no value. */
  readonly valueSpan: Span;
  /** From the comment sign to the last character that is not blank. */
  readonly span: Span;
}

/** A `@name = value` line. */
export interface VariableDefinition {
  readonly name: string;
  readonly nameSpan: Span;
  /** As written: `{{…}}` not replaced, backslashes not read, so that a JSON escape stays one. */
  readonly value: string;
  readonly valueSpan: Span;
  readonly span: Span;
  /** Every `{{…}}` in the value. */
  readonly uses: readonly VariableUse[];
}

/** A `{{…}}`. */
export interface VariableUse {
  /** What stands between the braces, without the space around it, the `%` of an encoding use, too. */
  readonly expression: string;
  /** `{{%name}}`: the value is percent-encoded. */
  readonly isPercentEncoded: boolean;
  /** Braces included. */
  readonly span: Span;
}

/** Something that Unbook reads over. */
export interface IgnoredPart {
  readonly kind: "script" | "assertion" | "responseFile";
  readonly span: Span;
}

/** Whether a tag is called `name`, written in whatever way: `no-log`, `noLog`, `No_Log`. */
export function isTag(tag: MetadataTag, name: string): boolean {
  // Asked several times for every tag of a file; nearly all differ in their first or last letter.
  if (letterAt(tag.name, 0) !== letterAt(name, 0) || letterAt(tag.name, -1) !== letterAt(name, -1)) return false;
  return tag.name === name || foldTagName(tag.name) === foldTagName(name);
}

function letterAt(name: string, index: number): number {
  return name.charCodeAt(index < 0 ? name.length + index : index) | 0x20;
}

/** A tag's name without case, dashes and underscores, which the editors write differently. */
export function foldTagName(name: string): string {
  return name.replaceAll(/[-_]/g, "").toLowerCase();
}
