/** VS Code's own kinds of coloured words that request files use: the part that colours them and its registration share them. */

/** https://code.visualstudio.com/api/language-extensions/semantic-highlight-guide#standard-token-types-and-modifiers */
export const tokenColours = [
  "comment",
  "namespace",
  "decorator",
  "string",
  "variable",
  "keyword",
  "function",
  "property",
  "number",
] as const;
