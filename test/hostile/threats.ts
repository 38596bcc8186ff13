/**
 * What somebody could try who makes a workspace, a request file, an invitation, or an answer in Microsoft's place, and what
 * stands against it. One row a threat; the tests that it names fail when its defence is taken away.
 */

/** A threat, and its defence. */
export interface Threat {
  /** What is tried. */
  readonly threat: string;
  readonly defence: string;
  /** The modules in which the defence stands. */
  readonly places: readonly string[];
  /** The tests, below `test/`. */
  readonly tests: readonly string[];
}

/** All of them. */
export const threats: readonly Threat[] = [
  {
    threat: "an address that looks like Graph's, or hides another host, is sent a token",
    defence: "the final, parsed address is compared as a whole with the one origin of the session's own cloud",
    places: ["src/graph/ownAddress.ts", "src/graph/authorizedCall.ts"],
    tests: ["hostile/addresses.test.ts", "unit/graph/ownAddress.test.ts", "unit/graph/clouds.test.ts"],
  },
  {
    threat: "a request file aims at a look-alike",
    defence: "its host is compared as text, its path read strictly, and what is sent is built anew from the target",
    places: ["src/cancellation/graphAddress.ts", "src/cancellation/route.ts", "src/editor/graphGet.ts"],
    tests: ["hostile/requestFiles.test.ts", "unit/cancellation/route.test.ts", "unit/editor/graphGet.test.ts"],
  },
  {
    threat: "variables, environments or a .env file move the host, or take a token or a value of the machine along",
    defence: "there is no token to refer to, no expression is run, and the machine's values are for trusted workspaces",
    places: ["src/requestFile/variableLookup.ts", "src/editor/requestVariables.ts"],
    tests: [
      "hostile/requestFiles.test.ts",
      "unit/requestFile/variableSources.test.ts",
      "journey/restrictedMode.journey.ts",
    ],
  },
  {
    threat: "headers of a file smuggle in another token, host, method or request",
    defence: "three harmless headers are sent, with plain values; Unbook's own come last",
    places: ["src/graph/sentHeader.ts", "src/graph/readAny.ts", "src/graph/authorizedCall.ts"],
    tests: ["hostile/requestFiles.test.ts", "hostile/addresses.test.ts"],
  },
  {
    threat: "a redirect, a next page, a batch's answer or a challenge leads elsewhere",
    defence: "no redirect is followed, and every further address is looked at like the first",
    places: ["src/graph/transport.ts", "src/graph/pages.ts", "src/graph/batchMessage.ts"],
    tests: ["hostile/answers.test.ts", "unit/graph/hostileAnswers.test.ts"],
  },
  {
    threat: "a workspace's settings choose the account, the cloud or a proxy, or make sending easier",
    defence: "application scope, and only the user's own values are read",
    places: ["src/editor/settings.ts", "src/editor/planSettings.ts", "package.json"],
    tests: ["hostile/settings.test.ts", "unit/editor/settings.test.ts"],
  },
  {
    threat: "a link beside a request file, or a file that it names, leads to somebody's own files",
    defence: "links out of the workspace are not followed; files for bodies are never read",
    places: ["src/editor/besideFile.ts", "src/requestFile/readBody.ts"],
    tests: ["hostile/files.test.ts", "hostile/requestFiles.test.ts"],
  },
  {
    threat: "sign-in goes to somebody else, or codes and refresh tokens do",
    defence: "the sign-in service's own addresses are the only ones, without redirects",
    places: ["src/account/signInHosts.ts", "src/account/signInNetwork.ts"],
    tests: ["hostile/signIn.test.ts", "unit/account/microsoftClouds.test.ts"],
  },
  {
    threat:
      "a tenant, a permission, a sovereign cloud or a challenge leads VS Code's own sign-in elsewhere, or asks as VS Code",
    defence:
      "requests are worded anew from checked parts, and a provider counts only for the service that it signs in at",
    places: ["src/account/providerScopes.ts", "src/account/cloudProvider.ts", "src/account/claimsHeader.ts"],
    tests: [
      "unit/account/providerScopes.test.ts",
      "unit/account/cloudProvider.test.ts",
      "unit/account/claimsHeader.test.ts",
    ],
  },
  {
    threat: "VS Code gives another account's session, or signs somebody out behind Unbook's back",
    defence: "each session's account is compared, only who signed in to Unbook counts, and doubt signs nobody out",
    places: ["src/account/providerTokens.ts", "src/account/providerAccounts.ts"],
    tests: [
      "unit/account/providerTokens.test.ts",
      "unit/account/providerAccounts.test.ts",
      "editor/vscodeAccount.test.ts",
      "hostile/vscodeAccount.test.ts",
    ],
  },
  {
    threat: "a reply that is made up ends somebody's sign-in in the browser, or takes it over",
    defence: "MSAL's PKCE and state, a listener on this machine only, with a limit in time",
    places: ["src/account/browserSignIn.ts"],
    tests: ["unit/account/browserSignIn.test.ts", "independent/openIdSignIn.test.ts"],
  },
  {
    threat: "a web page reaches the sandbox under a name of its own, or a real token is shown to it",
    defence: "it goes by two names, listens on this machine, and takes only what it signed itself",
    places: ["src/sandbox/server/loopbackServer.ts", "src/sandbox/graph/bearerGate.ts"],
    tests: ["unit/sandbox/access.test.ts", "unit/sandboxSignIn/accessTokens.test.ts", "hostile/signIn.test.ts"],
  },
  {
    threat: "a token of the sandbox reaches a cloud, or one cloud's reaches another",
    defence:
      "each account is signed in in one cloud, with a token cache of its own, and its token goes to that one's origin",
    places: ["src/graph/ownAddress.ts", "src/graph/cloud.ts", "src/editor/signedInAccounts.ts"],
    tests: [
      "unit/graph/clouds.test.ts",
      "hostile/addresses.test.ts",
      "unit/editor/accountsAtPlaces.test.ts",
      "editor/cloudsTogether.test.ts",
    ],
  },
  {
    threat: "secrets get into the log, the journal, reports, notifications or answers that are shown",
    defence: "one place knows what a secret looks like, and everything of others passes it",
    places: [
      "src/cancellation/redact.ts",
      "src/editor/log.ts",
      "src/graph/readErrorBody.ts",
      "src/editor/answerDocument.ts",
    ],
    tests: ["hostile/secrets.test.ts", "editor/answerDocument.test.ts", "unit/account/signInLog.test.ts"],
  },
  {
    threat: "a copied request has a token, or its text runs something",
    defence: "no format has a token, and each writes texts as literals of its language",
    places: ["src/cancellation/copyAs/stringLiteral.ts"],
    tests: [
      "unit/cancellation/copyAs.test.ts",
      "unit/cancellation/copyAsRun.test.ts",
      "unit/cancellation/copyAsSyntax.test.ts",
    ],
  },
  {
    threat: "a subject, a name or an answer is a link, a command or a formula, or turns what is around it",
    defence: "escaped wherever it is shown; no Markdown is trusted; links are web pages only",
    places: [
      "src/editor/markdownText.ts",
      "src/agenda/describeItem.ts",
      "src/cancellation/reportCsv.ts",
      "src/cancellation/reportMarkdown.ts",
      "src/graph/readShape.ts",
    ],
    tests: ["hostile/texts.test.ts", "hostile/answers.test.ts", "unit/editor/markdownText.test.ts"],
  },
  {
    threat: "a text that is very long, very deep or that multiplies keeps the editor busy or fills its memory",
    defence: "expressions that do not go back and forth, limits on what variables become and on what is received",
    places: [
      "src/requestFile/variableLookup.ts",
      "src/requestFile/environments.ts",
      "src/graph/answerBody.ts",
      "src/editor/requestAnswers.ts",
    ],
    tests: [
      "hostile/largeInputs.test.ts",
      "unit/graph/compressedAnswers.test.ts",
      "unit/editor/requestAnswers.test.ts",
    ],
  },
  {
    threat: "another extension or a link has something sent, or is given a token",
    defence: "nothing is exported or returned; every door leads to the same question",
    places: ["src/extension.ts", "src/editor/registerCommand.ts", "src/editor/confirmStep.ts"],
    tests: ["hostile/reach.test.ts", "journey/doors.journey.ts"],
  },
  {
    threat: "a link that anybody can write shows, reads or plans something that the person did not mean",
    defence:
      "whatever is not exactly a link of Unbook is refused, and nothing is read for one before the person says so",
    places: ["src/cancellation/link.ts", "src/editor/linkFeature.ts"],
    tests: [
      "hostile/links.test.ts",
      "hostile/reach.test.ts",
      "unit/cancellation/link.test.ts",
      "journey/links.journey.ts",
    ],
  },
  {
    threat: "a dependency that nobody has looked at ships",
    defence: "exact versions, a list of licences, a list of what each bundle and the package hold",
    places: ["package.json", "package-lock.json"],
    tests: ["hostile/licences.test.ts", "guards/packageContents.test.ts", "guards/lockFile.test.ts"],
  },
];
