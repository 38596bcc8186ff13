/** The commands of plan documents. Without arguments they are about the plan in the active editor, or its block at the cursor. */
import { commandIds } from "./commandIds.ts";

/** Their ids by name. */
export const planCommands = {
  sendPlan: commandIds.sendPlan,
  recheckPlan: commandIds.recheckPlan,
  setPlanMessage: commandIds.setPlanMessage,
  showPlanPeople: commandIds.showPlanPeople,
  copyPlanRecipients: commandIds.copyPlanRecipients,
  excludeExternals: commandIds.excludeExternals,
  excludeFromPlan: commandIds.excludeFromPlan,
  updateInPlan: commandIds.updateInPlan,
  showPlanItem: commandIds.showPlanItem,
  openSamplePlan: commandIds.openSamplePlan,
} as const;

/** The name of one of them. */
export type PlanCommand = keyof typeof planCommands;
