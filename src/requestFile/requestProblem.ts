/**
 * What can be wrong with a `.http` file, as data: a code, a place and the facts. How it is said to a person and how grave
 * it is are decided in editor/. Many of these are no mistakes by themselves, but places where REST Client and httpYac
 * read the same text differently, or lose a part of it.
 */
import type { Span } from "./span.ts";
import type { UnresolvedReason } from "./unresolvedReason.ts";

/** Something that is wrong with a file, or read differently by others. `span` is what to underline. */
export type RequestProblem = { readonly span: Span } & ProblemFacts;

/** The problems by code, each with its facts. */
export type ProblemFacts =
  /** `post` for `POST`: httpYac sends it as GET. */
  | { readonly code: "lowerCaseMethod"; readonly method: string }
  /** A first word that is no HTTP method before a URL: nothing can be sent. */
  | { readonly code: "unknownMethod"; readonly method: string }
  /** A line where a request line belongs that is none: the whole block is no request. */
  | { readonly code: "notARequestLine" }
  /** A `curl` command: read by REST Client, not here. */
  | { readonly code: "curlCommand" }
  /** A pasted answer, beginning with `HTTP/1.1 200`. */
  | { readonly code: "responseNotRequest" }
  /** A Markdown fence (three backticks) around the request: read over here, taken for a request elsewhere. */
  | { readonly code: "markdownFence" }
  /** Lines of the URL after `HTTP/1.1`: joined here, silently dropped by REST Client and httpYac. */
  | { readonly code: "queryAfterVersion" }
  /** A line of the URL as `?$count`: joined here and by REST Client, the body to httpYac. */
  | { readonly code: "queryWithoutEquals" }
  /** Blanks after the URL: not sent here and by REST Client, a part of the URL to httpYac. */
  | { readonly code: "blanksAfterUrl" }
  /** An indented `/path` line that continues the URL: joined here and by httpYac, a header to REST Client. */
  | { readonly code: "pathContinuation" }
  /** An indented line that continues a header: joined here; REST Client and httpYac do not. */
  | { readonly code: "headerContinuation" }
  /** A line among the headers without a colon, or with a name that HTTP forbids: it is not sent. */
  | { readonly code: "badHeader" }
  /** A comma at the end of a header's value: kept here and by REST Client, taken off by httpYac. */
  | { readonly code: "trailingComma"; readonly name: string }
  /** The body begins without a blank line before it: taken as the body here, as a header by REST Client. */
  | { readonly code: "missingBlankLine" }
  /** The first line of the body looks like a header: it is sent as text. */
  | { readonly code: "headerAfterBlankLine"; readonly name: string }
  /** A line of the body that begins with `#` or `//`: part of the body here; REST Client and httpYac drop it. */
  | { readonly code: "commentInBody" }
  /** `@name = value` after the request line: not a variable here; REST Client sends it, httpYac defines it. */
  | { readonly code: "variableAfterRequestLine"; readonly name: string }
  /** A body that is cut in two by a `###` line. */
  | { readonly code: "bodyCutBySeparator" }
  /** A body line that begins with a method, as `DELETE the old invite`: httpYac runs it as a request. */
  | { readonly code: "methodInBody"; readonly method: string }
  /** A second request without `###` before it: it is part of the first one's body. */
  | { readonly code: "missingSeparator" }
  /** An indented `###`: a separator here and to httpYac, not to REST Client. */
  | { readonly code: "indentedSeparator" }
  /** `#@tag` without a space: httpYac does not see it, REST Client only half. */
  | { readonly code: "tagWithoutSpace"; readonly name: string }
  /** `# @name=x`: read here and by JetBrains' editors; REST Client and httpYac do not see it. */
  | { readonly code: "tagWithEquals"; readonly name: string }
  /** A tag that counts here and that one of the others does not know: it sends, logs or does not ask all the same. */
  | { readonly code: "tagIgnoredElsewhere"; readonly name: string; readonly ignoredBy: "restClient" | "httpYac" }
  /** `### @name x`: the name counts here, but nowhere else. */
  | { readonly code: "nameInSeparator" }
  /** A tag after the request line: it counts here, REST Client does not see it (`@note` does not ask). */
  | { readonly code: "tagAfterRequestLine"; readonly name: string }
  /** A variable defined again with another value: REST Client uses the last value everywhere. */
  | { readonly code: "duplicateVariable"; readonly name: string; readonly firstSpan: Span }
  /** A `\n`, `\r` or `\t` in a variable's value: two characters here and in httpYac, a line break or tab in REST Client. */
  | { readonly code: "escapeInVariable"; readonly name: string }
  /** A variable's value that begins with a quote: kept here and by REST Client, dropped by httpYac. */
  | { readonly code: "quotedVariable"; readonly name: string }
  /** A `@…` line that defines nothing, because it has no name or no `=`. */
  | { readonly code: "badVariableDefinition" }
  /** A script: never run here, so whatever it sets is not set; REST Client takes it for a request or a body. */
  | { readonly code: "scriptNotRun" }
  /** An assertion or a file for the answer: read over here; REST Client sends the line as a part of the body. */
  | { readonly code: "partSentElsewhere"; readonly what: "assertion" | "responseFile" }
  /** A block comment: read over here and by httpYac, a request to REST Client. */
  | { readonly code: "blockComment" }
  /** A script or a block comment without an end: the rest of the block is read over. */
  | { readonly code: "unterminated"; readonly what: "script" | "comment" }
  /** A path with a `Host` header: sent over https here, over http by others. */
  | { readonly code: "relativeUrlWithHost" }
  /** `< ./file` among other lines of a body: sent as text, the file is not read. */
  | { readonly code: "fileReferenceInText" }
  | VariableProblemFacts
  | SecretProblemFacts;

/** What is wrong with variables. It takes knowing their values: findVariableProblems. */
export type VariableProblemFacts =
  /** A variable of a request that has no value; `expression` may stand in the value of another variable. */
  | {
      readonly code: "unresolvedVariable";
      readonly expression: string;
      readonly reason: UnresolvedReason;
      readonly place: "url" | "header" | "body";
    }
  /** A definition whose value leads back to itself. */
  | { readonly code: "cyclicVariable"; readonly name: string }
  /** A reference to another request's answer, which httpYac does not read; a name with other signs, nobody else does. */
  | { readonly code: "referenceReadElsewhere"; readonly name: string; readonly readBy: "restClient" | "nobody" };

/** What does not belong into a file: findSecrets. The facts hold no part of the secret. */
export type SecretProblemFacts =
  /** An `Authorization` header with something else than variables in it. Unbook signs in by itself, and sends none of it. */
  | { readonly code: "literalAuthorization" }
  /** An access token anywhere in the file. */
  | { readonly code: "literalToken" };
