/**
 * The two ways to sign in: with VS Code's own Microsoft account, or with Unbook's sign-in on MSAL. Which one is taken is
 * decided here, from the setting and from facts about the host; nothing is tried out.
 */

/** `vscode`: VS Code's own Microsoft account. `msal`: Unbook's sign-in, in the browser or with a code. */
export type SignInMethod = "vscode" | "msal";

/** What the decision depends on. */
export interface SignInHost {
  /** VS Code's window is a program of its own, and not a page in a browser. */
  readonly isDesktop: boolean;
  /** VS Code can sign in to the account's cloud at all: for a sovereign one its settings have to name it. */
  readonly hasProvider: boolean;
  /** Somebody has signed in with Unbook's own sign-in and has not signed out. */
  readonly hasOwnSignIn: boolean;
}

/**
 * The way to sign in. `auto` takes VS Code's own account on the desktop, because Unbook then keeps no refresh token, and the
 * system's own sign-in with its device checks can be used. That holds also where VS Code works on another machine (SSH, WSL,
 * containers): its sign-in runs beside the window, so that the browser can come back to it, which ours could not.
 *
 * In a browser it takes ours: VS Code's sign-in comes back there through `https://vscode.dev/redirect`, which each
 * organisation's app registration would have to list, or, where VS Code does not know the page that it runs in, with a code,
 * which ours offers at once. Who has signed in with ours stays signed in with it until they sign out.
 */
export function chooseMethod(setting: "auto" | SignInMethod, host: SignInHost): SignInMethod {
  if (setting !== "auto") return setting;
  return host.isDesktop && host.hasProvider && !host.hasOwnSignIn ? "vscode" : "msal";
}
