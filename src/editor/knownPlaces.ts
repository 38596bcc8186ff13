/**
 * The places that can be signed in at, before one is opened: each app registration of the settings in its cloud, or the
 * sandbox. Knowing a place costs nothing; what opening one means is in signInPlace.ts.
 */
import { l10n } from "vscode";
import { openMicrosoft, openSandbox } from "./lazySignIn.ts";
import { registrationKey, registrationNames, secretNameOf } from "./registrations.ts";
import { sandboxKey } from "./sandboxStart.ts";
import type { SandboxStart } from "./sandboxStart.ts";
import type { PlaceOptions, SignInPlace } from "./signInPlace.ts";

/** A place that can be signed in at. */
export interface KnownPlace {
  /** That of the place (SignInPlace) once it is open. */
  readonly key: string;
  /** What a person calls it, such as the name of the cloud. */
  readonly name: string;
  /** What it is opened with: a place stays open as long as this stays the same. */
  readonly facts: string;
  /** Whether there is the same place in the next window, so that its accounts are remembered. */
  readonly isLasting: boolean;
  /** How the SecretStorage key ends of what it keeps, by whichever method somebody signs in there. */
  readonly secretName: string;
  readonly open: () => Promise<SignInPlace>;
}

/** Those of the settings as they are now, the main one first. */
export function microsoftPlaces(options: PlaceOptions): readonly KnownPlace[] {
  const { registrations, method } = options.settings();
  const names = registrationNames(registrations);
  return registrations.map((registration, index) => ({
    key: registrationKey(registration),
    name: names[index] ?? "",
    facts: `${registration.tenantId} ${method}`,
    isLasting: true,
    secretName: secretNameOf(registration),
    open: async () => openMicrosoft(registration, options),
  }));
}

/** A sandbox, and those that stand beside it for other clouds. */
export function sandboxPlaces(
  start: SandboxStart,
  options: PlaceOptions,
): readonly [main: KnownPlace, ...beside: readonly KnownPlace[]] {
  return [sandboxPlace(start, options), ...(start.beside ?? []).map((one) => sandboxPlace(one, options))];
}

function sandboxPlace(start: SandboxStart, options: PlaceOptions): KnownPlace {
  return {
    key: sandboxKey(start),
    name: start.name ?? l10n.t("Sample data"),
    facts: "",
    // Only one that runs by itself is still there for the next window.
    isLasting: "outside" in start,
    secretName: sandboxKey(start),
    open: async () => openSandbox(start, options),
  };
}
