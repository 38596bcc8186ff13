/**
 * What each bundle may contain, held against the record that the build keeps of what went into it
 * (https://esbuild.github.io/api/#metafile). VS Code loads `extension.cjs` at activation, so it has to stay small.
 */

/** The part of esbuild's metafile that is read here: the bundles and the files that went into them. */
export interface BuildRecord {
  readonly outputs: Readonly<
    Record<string, { readonly bytes: number; readonly inputs: Readonly<Record<string, unknown>> }>
  >;
}

/** How large what is loaded at activation may be, in bytes. */
const mostActivationBytes = 120_000;

/** The bundles, and the npm packages that may be in them. `any` where the package brings others along. */
const packagesOf: Readonly<Record<string, readonly string[] | "any">> = {
  "dist/extension.cjs": [],
  "dist/account.cjs": "any",
  "dist/signInPlace.cjs": [],
  "dist/signInDialogs.cjs": [],
  "dist/accounts.cjs": [],
  "dist/agenda.cjs": [],
  "dist/problems.cjs": [],
  "dist/door.cjs": [],
  "dist/vscodeAccount.cjs": [],
  "dist/vscodeAccountHelp.cjs": [],
  "dist/graph.cjs": ["undici", "valibot", "windows-iana"],
  "dist/sandbox.cjs": ["windows-iana"],
  "dist/requests.cjs": ["json-p3"],
  "dist/road.cjs": ["windows-iana"],
  "dist/plans.cjs": ["windows-iana"],
  "dist/sources.cjs": [],
  "dist/consent.cjs": [],
  "dist/registration.cjs": [],
  "dist/choosing.cjs": ["csv-parse"],
  "dist/details.cjs": [],
  "dist/links.cjs": [],
  "dist/runs.cjs": [],
  "dist/sending.cjs": [],
};

/** The modules that begin the lazily loaded bundles. */
const lazyModules = new Set([
  "src/graph/graphClient.ts",
  "src/account/msalAccounts.ts",
  "src/editor/signInPlace.ts",
  "src/editor/signInDialogs.ts",
  "src/editor/vscodeAccount.ts",
  "src/editor/vscodeAccountHelp.ts",
  "src/sandbox/main.ts",
  "src/editor/accountsStep.ts",
  "src/editor/agendaDrawing.ts",
  "src/editor/problemText.ts",
  "src/editor/cancelDoor.ts",
  "src/editor/cancelRoad.ts",
  "src/editor/planFeature.ts",
  "src/editor/sourceCommands.ts",
  "src/editor/signInTrouble.ts",
  "src/editor/appRegistration.ts",
  "src/editor/choosing.ts",
  "src/editor/rowDetails.ts",
  "src/editor/linkFeature.ts",
  "src/editor/runsFeature.ts",
  "src/sending/sendRun.ts",
  "src/editor/requestFeature.ts",
]);

/** Loading it changes the connections of Node's own `fetch`, which every extension in the same process shares. */
const sharedDispatcher = "node_modules/undici/lib/global.js";

/** Everything that is in a bundle and does not belong there, one sentence each. */
export function contentProblems(build: BuildRecord): readonly string[] {
  return Object.entries(build.outputs).flatMap(([bundle, { bytes, inputs }]) => {
    const allowed = packagesOf[bundle];
    if (allowed === undefined) return [`${bundle} is none of the bundles`];
    const isActivation = bundle === "dist/extension.cjs";
    const isSandbox = bundle === "dist/sandbox.cjs";
    const files = Object.keys(inputs);
    const packages = new Set(files.map(packageOf).filter((name) => name !== undefined));
    const tooLarge = isActivation && bytes > mostActivationBytes;
    return [
      ...(tooLarge ? [`${bundle} has ${bytes} bytes, more than ${mostActivationBytes}`] : []),
      ...[...packages]
        .filter((name) => allowed !== "any" && !allowed.includes(name))
        .map((name) => `${bundle} holds the package ${name}`),
      ...files.filter((file) => file.startsWith("test/")).map((file) => `${bundle} holds ${file}`),
      ...files
        .filter((file) => isActivation && lazyModules.has(file))
        .map((file) => `${bundle} holds ${file}, which is loaded when it is first needed`),
      ...files
        .filter((file) => file === sharedDispatcher)
        .map((file) => `${bundle} holds ${file}, which changes every extension's connections`),
      ...files
        .filter((file) => isSandbox && file.startsWith("src/graph/"))
        .map((file) => `${bundle} holds ${file}, which the sandbox must not share`),
    ];
  });
}

/** `@azure/msal-node` of a file in that package; undefined for a file of the project. */
function packageOf(file: string): string | undefined {
  return /(?:^|\/)node_modules\/(?<name>(?:@[^/]+\/)?[^/]+)\/(?!.*\/?node_modules\/)/u.exec(file)?.groups?.["name"];
}
