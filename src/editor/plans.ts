/**
 * Plans of many, as the rest of the editor sees them: something that makes plan documents and answers for them. What does
 * so is loaded when the first is made or looked at (planFeature.ts): starting VS Code does not pay for it.
 */
import { EventEmitter } from "vscode";
import type {
  CodeAction,
  CodeActionContext,
  CodeLens,
  Diagnostic,
  Disposable,
  Event,
  Range,
  TextDocument,
} from "vscode";
import type { PlanChosen } from "./chosenItems.ts";
import type { PlannedBefore } from "./planAgain.ts";
import { planCommands } from "./planCommands.ts";
import type { PlanCommand } from "./planCommands.ts";
import type { PlanFeature, PlanFeatureOptions } from "./planFeature.ts";
import type { RequestFile } from "../requestFile/requestFile.ts";
import type { RegisterCommand } from "./registerCommand.ts";

/** What can be asked about plans. */
export interface Plans {
  /** Makes a plan of what was chosen, as far as the person wants, and opens it. A single item goes the one-item road. */
  readonly planChosen: PlanChosen;
  /** Makes a plan of what an earlier run has not carried out, and opens it; true if there is one. */
  planAgain(before: PlannedBefore): Promise<boolean>;
  /** A plan document as a request file, read once for this and for everything below. */
  fileOf(document: TextDocument): Promise<RequestFile>;
  /** The lenses of a plan document; the first time, of a large one, only those in sight. Others have to be completed. */
  lensesOf(document: TextDocument): Promise<readonly CodeLens[]>;
  /** Gives a lens its words. */
  complete(lens: CodeLens): Promise<CodeLens>;
  /** What is to be underlined; undefined once `isWanted`, asked now and then, says no. */
  diagnostics(document: TextDocument, isWanted: () => boolean): Promise<Diagnostic[] | undefined>;
  /** The fixes for what is underlined at a place. */
  quickFixes(
    document: TextDocument,
    range: Range,
    shown: Pick<CodeActionContext, "diagnostics">,
  ): Promise<CodeAction[]>;
  /** Changes whenever other things would be underlined though no document has changed. */
  readonly revision: number;
  /** Fires when lenses would say something else though no document has changed. */
  readonly onDidChange: Event<void>;
}

/** What plans need, and who registers their commands. */
export interface PlansOptions extends PlanFeatureOptions {
  readonly register: RegisterCommand;
}

/** Plans in this window. */
export function createPlans(options: PlansOptions): Plans & Disposable {
  const changed = new EventEmitter<void>();
  let loaded: PlanFeature | undefined;
  let loading: Promise<PlanFeature> | undefined;
  const feature = async (): Promise<PlanFeature> => {
    loading ??= import("./planFeature.ts").then((part) => {
      loaded = new part.PlanFeature(options, () => {
        changed.fire();
      });
      return loaded;
    });
    return loading;
  };
  const registered = Object.entries(planCommands).map(([command, id]) =>
    options.register(id, async (...given) => (await feature()).act(command as PlanCommand, given)),
  );
  return {
    planChosen: async (chosen) => (await feature()).planChosen(chosen),
    planAgain: async (before) => (await feature()).planAgain(before),
    fileOf: async (document) => (await feature()).fileOf(document),
    lensesOf: async (document) => (await feature()).lensesOf(document),
    complete: async (lens) => (await feature()).complete(lens),
    diagnostics: async (document, isWanted) => (await feature()).diagnostics(document, isWanted),
    quickFixes: async (document, range, shown) => (await feature()).quickFixes(document, range, shown),
    get revision() {
      return loaded?.revision ?? 0;
    },
    onDidChange: changed.event,
    dispose: () => {
      for (const command of registered) command.dispose();
      loaded?.dispose();
      changed.dispose();
    },
  };
}
