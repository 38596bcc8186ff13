/** Where and how a person signs in, loaded when somebody first does: starting VS Code does not pay for it. */
import type { SignedInAccount } from "../account/tokenSource.ts";
import type { Registration } from "./registrations.ts";
import type { ChoosePlace, ChooseSignIn } from "./sessionContract.ts";
import type { SandboxStart } from "./sandboxStart.ts";
import type { PlaceOptions, SignInPlace } from "./signInPlace.ts";

/** See signInPlace.ts. */
export async function openMicrosoft(registration: Registration, options: PlaceOptions): Promise<SignInPlace> {
  const part = await import("./signInPlace.ts");
  return part.openMicrosoft(registration, options);
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

/** See signInDialogs.ts. */
export const choosePlace: ChoosePlace = async (places) => {
  const part = await import("./signInDialogs.ts");
  return part.choosePlace(places);
};
