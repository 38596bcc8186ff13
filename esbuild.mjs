// Builds what ships. `extension.cjs` is all that VS Code loads at activation; every dynamic `import()` in it that names
// one of the lazy parts below becomes a file of its own beside it, read when it is first needed.
import { build, context } from "esbuild";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";

const root = import.meta.dirname;

/** The lazily loaded parts: source module to the file in `dist/` (without ending) that it becomes. */
const lazyParts = {
  "src/graph/graphClient.ts": "graph",
  "src/account/msalAccounts.ts": "account",
  "src/editor/signInPlace.ts": "signInPlace",
  "src/editor/signInDialogs.ts": "signInDialogs",
  "src/editor/accountsStep.ts": "accounts",
  "src/editor/agendaDrawing.ts": "agenda",
  "src/editor/problemText.ts": "problems",
  "src/editor/cancelDoor.ts": "door",
  "src/editor/vscodeAccount.ts": "vscodeAccount",
  "src/editor/vscodeAccountHelp.ts": "vscodeAccountHelp",
  "src/sandbox/main.ts": "sandbox",
  "src/editor/requestFeature.ts": "requests",
  "src/editor/cancelRoad.ts": "road",
  "src/editor/planFeature.ts": "plans",
  "src/editor/sourceCommands.ts": "sources",
  "src/editor/signInTrouble.ts": "consent",
  "src/editor/appRegistration.ts": "registration",
  "src/editor/choosing.ts": "choosing",
  "src/editor/rowDetails.ts": "details",
  "src/editor/linkFeature.ts": "links",
  "src/editor/runsFeature.ts": "runs",
  "src/sending/sendRun.ts": "sending",
};

/** Leaves `import("../graph/graphClient.ts")` in place as a load of `./graph.cjs`. */
const keepLazyPartsApart = {
  name: "keep-lazy-parts-apart",
  setup(builder) {
    builder.onResolve({ filter: /\.ts$/ }, (request) => {
      if (request.kind !== "dynamic-import") return undefined;
      const source = path.relative(root, path.resolve(request.resolveDir, request.path)).split(path.sep).join("/");
      const part = lazyParts[source];
      return part === undefined ? undefined : { path: `./${part}.cjs`, external: true };
    });
  },
};

const watching = process.argv.includes("--watch");
/** @type {import("esbuild").BuildOptions} */
const options = {
  absWorkingDir: root,
  entryPoints: [
    { in: "src/extension.ts", out: "extension" },
    ...Object.entries(lazyParts).map(([source, part]) => ({ in: source, out: part })),
  ],
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  bundle: true,
  platform: "node",
  target: "node22",
  format: "cjs",
  external: ["vscode"],
  minify: !watching,
  // Some packages carry a second, larger copy of themselves for development.
  define: { "process.env.NODE_ENV": JSON.stringify("production") },
  keepNames: false,
  sourcemap: watching ? "linked" : false,
  legalComments: "none",
  charset: "utf8",
  metafile: true,
  logLevel: "info",
  plugins: [keepLazyPartsApart],
};

if (watching) {
  await (await context(options)).watch();
} else {
  await rm(path.join(root, "dist"), { recursive: true, force: true });
  const result = await build(options);
  await writeFile(path.join(root, "dist/bundles.json"), JSON.stringify(result.metafile));
}
