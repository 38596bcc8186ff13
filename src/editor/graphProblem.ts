/**
 * What can be wrong with a request to Microsoft Graph, as data: a code, a place, the facts, and how it can be mended. It
 * goes beyond the file's own language (requestFile/requestProblem.ts): it takes knowing the action, the account and the
 * cloud. The words are in graphProblemText.ts.
 */
import type { CancelMessageProblem } from "../cancellation/readCancelMessage.ts";
import type { ItemRoute } from "../cancellation/route.ts";
import type { RouteMismatch } from "../cancellation/routeMismatch.ts";
import type { AccountTagProblem } from "../requestFile/accountTag.ts";
import type { UnresolvedReason } from "../requestFile/unresolvedReason.ts";
import type { Span, SpanEdit } from "../requestFile/span.ts";

/** Something that is wrong with a request to Graph. `span` is what to underline. */
export type GraphProblem = {
  readonly span: Span;
  /** Whether Unbook does not run the request because of it. */
  readonly isBlocking: boolean;
  readonly fixes: readonly GraphFix[];
} & GraphProblemFacts;

/** The problems by code, each with its facts. */
export type GraphProblemFacts =
  /** `# @disabled`: chosen, and no mistake. */
  | { readonly code: "disabled" }
  /** `# @account` names no account. */
  | { readonly code: "badAccount"; readonly problem: AccountTagProblem }
  /** `# @account` names another account than the one that would run it: it is not signed in here. */
  | { readonly code: "accountNotHere"; readonly address: string }
  | { readonly code: "unresolved"; readonly expression: string; readonly reason: UnresolvedReason }
  /** It looks like a cancel request and is none. */
  | { readonly code: "mismatch"; readonly mismatch: RouteMismatch }
  /** Another cloud's Graph than the account's, or another sandbox. */
  | { readonly code: "foreignHost"; readonly host: string; readonly username: string; readonly sessionHost: string }
  /** The account's cloud, or the host's, has no such request. */
  | { readonly code: "notInCloud"; readonly route: ItemRoute }
  /** Personal accounts cannot do it. */
  | { readonly code: "workAccountOnly"; readonly route: ItemRoute }
  /**
   * Somebody else's mailbox: a person needs it shared with them, and only an app's own permission does without that.
   * @see https://learn.microsoft.com/graph/outlook-share-or-delegate-calendar
   */
  | { readonly code: "otherMailbox"; readonly mailboxId: string }
  | { readonly code: "legacyPath" }
  /** A place to fill in, as `{id}`. */
  | { readonly code: "placeholder"; readonly text: string }
  | { readonly code: "messageInFile" }
  | { readonly code: "message"; readonly route: ItemRoute; readonly problem: CancelMessageProblem }
  | { readonly code: "messageTooLong"; readonly mostBytes: number }
  /** No body: nothing is said to the people. */
  | { readonly code: "noMessage" }
  | { readonly code: "missingContentType" }
  | { readonly code: "wrongContentType"; readonly found: string }
  /** Deleting tells the same people, without a message. */
  | { readonly code: "deleteInsteadOfCancel"; readonly route: ItemRoute }
  /** REST Client and httpYac would send it without asking. */
  | { readonly code: "missingNote" };

/** A way to mend a problem by changing the file. */
export interface GraphFix {
  readonly code: GraphFixCode;
  /** In the order of the file; they do not overlap. */
  readonly edits: readonly SpanEdit[];
}

/** What a fix does. */
export type GraphFixCode =
  | "usePost"
  | "useHttps"
  | "addVersion"
  | "useOtherVersion"
  | "useOwnHost"
  | "encodeId"
  | "useSlashes"
  | "useEventPath"
  | "useDocumentedPath"
  | "defineVariable"
  | "renameProperty"
  | "removeProperty"
  | "quoteMessage"
  | "makeObject"
  | "addBody"
  | "addContentType"
  | "replaceContentType"
  | "cancelWithMessage"
  | "addNote";
