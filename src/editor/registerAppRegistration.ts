/** The command that shows how an app registration is set up. What it does is loaded when it is first asked for. */
import { Disposable } from "vscode";
import type { AppRegistration, AppRegistrationOptions } from "./appRegistration.ts";
import { commandIds } from "./commandIds.ts";
import type { RegisterCommand } from "./registerCommand.ts";

/** Registers the command. */
export function registerAppRegistration(register: RegisterCommand, options: AppRegistrationOptions): Disposable {
  let loading: Promise<AppRegistration> | undefined;
  const load = async (): Promise<AppRegistration> => {
    const part = await import("./appRegistration.ts");
    return new part.AppRegistration(options);
  };
  return Disposable.from(
    register(commandIds.setUpAppRegistration, async (wish) => {
      loading ??= load();
      await (await loading).act(wish);
    }),
    new Disposable(() => {
      void loading?.then((registration) => {
        registration.dispose();
      });
    }),
  );
}
