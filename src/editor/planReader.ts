/** The plan that a document of VS Code holds, read once for each version of it, whoever asks. */
import type { TextDocument } from "vscode";
import type { PlanBlock, ReadPlan } from "../cancellation/planDocument/planDocument.ts";
import { readPlanDocument } from "../cancellation/planDocument/readPlanDocument.ts";

const readPlans = new WeakMap<TextDocument, { readonly version: number; readonly plan: ReadPlan }>();

/** The plan as it stands now. */
export function planOf(document: TextDocument): ReadPlan {
  const known = readPlans.get(document);
  if (known?.version === document.version) return known.plan;
  const plan = readPlanDocument(document.getText());
  readPlans.set(document, { version: document.version, plan });
  return plan;
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
