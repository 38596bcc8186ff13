/**
 * What no file of the project says: where and how it was worked on, what is left for later, and tests that are switched
 * off. Each pattern is written so that this file does not contain what it looks for.
 */

/** One kind of wording that has no place in the project. */
interface Unwanted {
  readonly what: string;
  readonly pattern: RegExp;
}

const unwanted: readonly Unwanted[] = [
  // Where somebody works: the project must read the same on every machine.
  {
    what: "a path of one machine",
    pattern: /(?<![\w.~$}/-])\/(?:wor[k]|roo[t]|tm[p]|mn[t])(?:\/[\w.-]|(?![\w/.-]))/gu,
  },
  { what: "a home folder", pattern: /(?<![\w.])(?:\/(?:hom[e]|User[s])\/[a-z]\w+\/|[A-Z]:\\{1,2}User[s]\\)/gu },
  {
    what: "a package mirror",
    pattern: /\b(?:artifactor[y]|jfro[g]|verdacci[o]|sonatyp[e]|npm-?prox[y]|npm-?mirro[r])\b/giu,
  },
  // How it was worked on: the project speaks of itself alone.
  { what: "a number of a task", pattern: /\bissu[e]s?\s*#?\d{1,2}\b/giu },
  {
    what: "how it was written",
    pattern: /\b(?:A[I]|LL[M]s?|GP[T](?:-\d+)?|[Cc]hatGP[T]|[Cc]laud[e]|[Aa]nthropi[c]|[Oo]penA[I])\b/gu,
  },
  {
    what: "how it was written",
    pattern: /\b(?:sub-?agen[t]s?|coding agen[t]s?|language mode[l]s?|helper sessio[n]s?)\b/giu,
  },
  {
    what: "a note outside the project",
    pattern: /\b(?:share[d]\/(?:fact|see|dat)|brief[s]\/|DESIG[N]\.md|STYL[E]\.md)/gu,
  },
  // What is not finished.
  { what: "something left for later", pattern: /\b(?:TOD[O]|FIXM[E]|XX[X]|HAC[K])\b/gu },
  {
    what: "a test that is switched off or runs alone",
    pattern: /\b(?:test|it|describe|suite)\.(?:onl[y]|ski[p]|tod[o])\(/gu,
  },
  { what: "an unfinished merge", pattern: /^(?:<{7}|>{7}|={7})(?: |$)/gmu },
];

/** Every unwanted wording of a file, with its line. */
export function wordingProblems(file: string, text: string): readonly string[] {
  return unwanted.flatMap(({ what, pattern }) =>
    [...text.matchAll(pattern)].map((found) => {
      const line = text.slice(0, found.index).split("\n").length;
      return `${file}:${line} has ${what}: ${found[0]}`;
    }),
  );
}

/** Every package of package-lock.json that would not come from npm's own registry. */
export function lockProblems(lockText: string): readonly string[] {
  return [...lockText.matchAll(/"resolved": "(?<url>[^"]*)"/gu)]
    .map((found) => found.groups?.["url"] ?? "")
    .filter((url) => !url.startsWith("https://registry.npmjs.org/"))
    .map((url) => `package-lock.json takes a package from ${url}`);
}
