/** What a row says of a rule of the `.http` language: headRules.ts and bodyRules.ts are tables of them. */
import type { Expected } from "./readAs.ts";

/** The rule's number and itself in a few words, the text, and what is read from it. */
export type GrammarRow = readonly [rule: string, text: string, expected: Expected];
