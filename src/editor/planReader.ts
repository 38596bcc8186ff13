/** The plan that a document of VS Code holds, read once for each version of it, whoever asks. */
import type { TextDocument } from "vscode";
import type { PlanBlock, ReadPlan } from "../cancellation/planDocument/planDocument.ts";
import { readPlanDocument } from "../cancellation/planDocument/readPlanDocument.ts";
import type { RequestFile } from "../requestFile/requestFile.ts";
import { readInSlices, requestFilesOf } from "./requestDocument.ts";

const readPlans = new WeakMap<TextDocument, { readonly version: number; readonly plan: ReadPlan }>();

/** The plan as it stands now. */
export function planOf(document: TextDocument): ReadPlan {
  const known = readPlans.get(document);
  if (known?.version === document.version) return known.plan;
  const plan = readPlanDocument(document.getText(), wholeFileOf(document));
  readPlans.set(document, { version: document.version, plan });
  return plan;
}

/** Reads a plan without holding up everything else for long: then `planOf` has it sooner. */
export async function readPlan(document: TextDocument): Promise<ReadPlan> {
  await readInSlices(document);
  return planOf(document);
}

/** In Markdown a plan is none of the fences' files. */
function wholeFileOf(document: TextDocument): RequestFile | undefined {
  return document.languageId === "markdown" ? undefined : requestFilesOf(document)[0];
}

/** A plan in its document, and the version that it was read from. */
export interface OpenPlan {
  readonly document: TextDocument;
  readonly version: number;
  readonly plan: ReadPlan;
}

/** A block of an open plan. */
export interface OpenBlock extends OpenPlan {
  readonly block: PlanBlock;
}
