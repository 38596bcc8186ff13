/**
 * What is wrong with a plan document, as data: a code, a place and the facts, and in words what to do about it. An error
 * keeps the whole plan from being sent, because what cannot be understood is never guessed; a warning does not.
 */
import type { Span } from "../../requestFile/span.ts";

/** Something that is wrong with a plan document. `span` is what to underline. */
export type PlanProblem = PlanProblemFacts & { readonly span: Span; readonly severity: "error" | "warning" };

/** The problems by code, each with its facts. */
export type PlanProblemFacts =
  /** `<<<<<<<`, `=======`, `>>>>>>>`: two versions of the file, and nobody has said which one holds. */
  | { readonly code: "mergeConflict" }
  /** No `# @unbook-plan` line with an id. */
  | { readonly code: "noPlanId" }
  /** Two heads: two plans in one file. */
  | { readonly code: "severalPlans" }
  /** No `# @account` line. */
  | { readonly code: "noAccount" }
  /** A line of the head that is there twice, and does not say the same. */
  | { readonly code: "severalAccounts" }
  /** `@message` is defined more than once: editors do not agree about which one counts. */
  | { readonly code: "severalMessages" }
  /** The shared message or a body's is no JSON string: a quote or a backslash that is not escaped. */
  | { readonly code: "brokenMessage" }
  /** An item that an earlier block has as well. */
  | { readonly code: "sameItemTwice"; readonly firstSpan: Span }
  /** A block without a plan line, added by hand: it is read afresh. A warning. */
  | { readonly code: "noPlanLine" }
  /** A plan line that cannot be read, or two of them. */
  | { readonly code: "damagedPlanLine" }
  /** The plan line belongs to another item than the request. */
  | { readonly code: "planLineOfAnotherItem" }
  /** The request does something else to the item than its plan line says, or ends a series on another day. */
  | { readonly code: "actionChanged" }
  /** The `###` line is not the one that was written for this item. A warning. */
  | { readonly code: "titleChanged" }
  /** `# @disabled` below a request, where the next block's is most likely meant, or in the head. A warning. */
  | { readonly code: "disabledElsewhere"; readonly isHead: boolean }
  /** A header that a plan does not send. A warning. */
  | { readonly code: "headerNotSent"; readonly name: string }
  /** `{{%message}}` in a body: people would read percent signs. */
  | { readonly code: "encodedVariable"; readonly expression: string }
  | { readonly code: "unresolvedVariable"; readonly expression: string }
  /** The body is no JSON, or no object. */
  | { readonly code: "bodyNotJson" }
  /** A property that the action does not have, has twice, or has another type of. */
  | { readonly code: "unexpectedProperty"; readonly name: string }
  /** A body where the request takes none. */
  | { readonly code: "bodyNotExpected" }
  /** A body in a file of its own, which a plan does not open. */
  | { readonly code: "bodyInFile" }
  /** The host is another Graph's than that of the blocks before. */
  | { readonly code: "anotherGraph"; readonly host: string }
  /** A request that is not one of those that a plan sends. */
  | { readonly code: "notACancellation" }
  /** Deleting a booking: Graph may mail its customers all the same, and without a message. */
  | { readonly code: "deletesBooking" }
  /** A place to fill in, as `{id}`, where an id belongs. */
  | { readonly code: "placeholderId"; readonly placeholder: string }
  /** Lines where a request belongs. */
  | { readonly code: "notARequest" }
  /** More text than a message may have. */
  | { readonly code: "messageTooLong"; readonly length: number; readonly longest: number }
  /** Nothing is left to send. A warning. */
  | { readonly code: "noBlocks" }
  /** `{custmer}`: no placeholder, and sent as it stands. A warning. */
  | { readonly code: "unknownPlaceholder"; readonly name: string };

const warnings: ReadonlySet<PlanProblemFacts["code"]> = new Set([
  "noPlanLine",
  "noBlocks",
  "unknownPlaceholder",
  "titleChanged",
  "disabledElsewhere",
  "headerNotSent",
]);

/** A problem at a place. */
export function planProblem(span: Span, facts: PlanProblemFacts): PlanProblem {
  return { ...facts, span, severity: warnings.has(facts.code) ? "warning" : "error" };
}

/** What is wrong and what to do next, in sentences. */
export function describePlanProblem(problem: PlanProblemFacts): string {
  switch (problem.code) {
    case "mergeConflict":
      return "The file has an unfinished merge. Keep one of the two versions, and remove the lines that mark them.";
    case "noPlanId":
      return "The line with the plan's id is missing or damaged. Bring “# @unbook-plan” back, or make the plan anew.";
    case "severalPlans":
      return "The file holds more than one plan. Keep one of them, and send the other from a file of its own.";
    case "noAccount":
      return "The line with the account is missing. Bring “# @account” back, with the address of whoever sends the plan.";
    case "severalAccounts":
      return "The file names more than one account. Keep the line of the account that sends the plan.";
    case "severalMessages":
      return "The message is defined more than once. Keep one “@message” line; a block can have a text of its own.";
    case "brokenMessage":
      return String.raw`The message cannot stand in JSON. Write \" for a quote, \\ for a backslash and \n for a line break.`;
    case "sameItemTwice":
      return "An earlier block is about the same item. Delete one of the two, so that it is only sent once.";
    case "noPlanLine":
      return "This block was added by hand. It is read before it is sent: recheck the plan to see what it is.";
    case "damagedPlanLine":
      return "The “# @planned” line cannot be read. Delete the line, and recheck the plan.";
    case "planLineOfAnotherItem":
      return "The “# @planned” line belongs to another item than the request. Delete the line, and recheck the plan.";
    case "actionChanged":
      return "The request does something else than was planned. Delete the “# @planned” line, and recheck the plan.";
    case "titleChanged":
      return "This title was changed, or belongs to another block. What is sent is the request below it.";
    case "disabledElsewhere":
      return problem.isHead
        ? "This switches nothing off. To leave a block out, put the line below its “###” line, or delete the block."
        : "This switches off the block above. To leave the next block out, put the line below its “###” line.";
    case "headerNotSent":
      return `The header “${problem.name}” is not sent. A plan sends its own headers only.`;
    case "encodedVariable":
      return `“{{${problem.expression}}}” would be mailed with percent signs. Write it without the “%”.`;
    case "unresolvedVariable":
      return `“{{${problem.expression}}}” has no value here. Define it in the head of the file, or write the text itself.`;
    case "bodyNotJson":
      return "The body is not JSON. Mend it, or delete the block.";
    case "unexpectedProperty":
      return `“${problem.name}” is not a part of what this request sends, or not of this kind. Remove or correct it.`;
    case "bodyNotExpected":
      return "This request has no body. Remove the lines below its headers.";
    case "bodyInFile":
      return "The body is in another file, which a plan does not open. Write the text here.";
    case "anotherGraph":
      return `“${problem.host}” is not the Graph of this plan. Use the address of the other blocks, or delete the block.`;
    case "notACancellation":
      return "A plan does not send this request. Delete the block, or run it from a file of its own.";
    case "deletesBooking":
      return "Deleting a booking may mail its customers without a message. Cancel it instead, or delete the block.";
    case "placeholderId":
      return `“${problem.placeholder}” is a place to fill in. Put the id of an item there, or delete the block.`;
    case "notARequest":
      return "This is no request that can be read. Mend it, or delete the block.";
    case "messageTooLong":
      return `The message has ${problem.length} characters, more than ${problem.longest}. Shorten it.`;
    case "noBlocks":
      return "Nothing is left to send.";
    case "unknownPlaceholder":
      return `“{${problem.name}}” is not a placeholder, and is sent as it stands.`;
    default:
      return problem satisfies never;
  }
}
