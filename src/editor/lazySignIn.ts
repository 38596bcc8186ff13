/** Where and how a person signs in, loaded when somebody first does: starting VS Code does not pay for it. */
import type { SignedInAccount } from "../account/tokenSource.ts";
import type { ChooseSignIn } from "./sessionContract.ts";
import type { Settings } from "./settings.ts";
import type { PlaceOptions, SandboxStart, SignInPlace } from "./signInPlace.ts";

/** See signInPlace.ts. */
export async function openMicrosoft(settings: Settings, options: PlaceOptions): Promise<SignInPlace> {
  const part = await import("./signInPlace.ts");
  return part.openMicrosoft(settings, options);
}

/** See signInPlace.ts. */
export async function openSandbox(start: SandboxStart, options: PlaceOptions): Promise<SignInPlace> {
  const part = await import("./signInPlace.ts");
  return part.openSandbox(start, options);
}

/** See signInDialogs.ts. */
export const chooseSignIn: ChooseSignIn = async (...wish) => {
  const part = await import("./signInDialogs.ts");
  return part.chooseSignIn(...wish);
};

/** See signInDialogs.ts. */
export async function signInToSandbox(place: SignInPlace, scopes: readonly string[]): Promise<SignedInAccount> {
  const part = await import("./signInDialogs.ts");
  return part.signInToSandbox(place, scopes);
}
