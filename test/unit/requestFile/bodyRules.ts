/** The rules for bodies and for what stands around requests, a row for each place where the editors part ways. */
import type { GrammarRow } from "./grammarRow.ts";

const post = "POST https://h/x";

/** What is sent after the headers, and what is not. */
export const bodies: readonly GrammarRow[] = [
  [
    "17 comments in a body stay in it",
    `${post}\n\nDear all,\n# not a comment\n// neither\nBye`,
    {
      requests: [`${post} | body Dear all,\n# not a comment\n// neither\nBye`],
      problems: ["commentInBody: # not a comment", "commentInBody: // neither"],
    },
  ],
  [
    "17 also in JSON",
    `${post}\n\n{\n# x\n"a":1}`,
    { requests: [`${post} | body {\n# x\n"a":1}`], problems: ["commentInBody: # x"] },
  ],
  ["17 but not after it, apart", `${post}\n\n{}\n\n# next\n// one`, { requests: [`${post} | body {}`] }],
  ["17 nor before JSON", `${post}\n\n# first\n\n{}`, { requests: [`${post} | body {}`] }],
  [
    "17 though before other text",
    `${post}\n\n# Dear all\nbye`,
    { requests: [`${post} | body # Dear all\nbye`], problems: ["commentInBody: # Dear all"] },
  ],
  [
    "18 ### cuts a body in two",
    `${post}\n\n{"a":"x\n### y\nz"}`,
    {
      requests: [`${post} | body {"a":"x`],
      problems: ['bodyCutBySeparator: {"a":"x', 'notARequestLine: z"}'],
    },
  ],
  [
    "19 a body line that begins with a method is text",
    `${post}\n\nPlease\nDELETE the old invite`,
    { requests: [`${post} | body Please\nDELETE the old invite`], problems: ["methodInBody: DELETE the old invite"] },
  ],
  [
    "20 a second request without ### is text, too",
    `${post}\n\n{}\n\nGET https://h/y`,
    { requests: [`${post} | body {}\n\nGET https://h/y`], problems: ["missingSeparator: GET https://h/y"] },
  ],
  [
    "20 also directly below, with all that follows",
    `${post}\nGET https://h/y\nA: b`,
    { requests: [`${post} | body GET https://h/y\nA: b`], problems: ["missingSeparator: GET https://h/y"] },
  ],
  [
    "31 a variable after the headers is text",
    `${post}\nA: b\n\n@x=1`,
    { requests: [`${post} | A: b | body @x=1`], problems: ["variableAfterRequestLine: @x=1"] },
  ],
  ["31 among them it is nothing", `${post}\n@x=1`, { requests: [post], problems: ["variableAfterRequestLine: @x=1"] }],
  ["36 a line of blanks is blank", `${post}\nA: b\n \t \n{}`, { requests: [`${post} | A: b | body {}`] }],
  [
    "37 blank lines around a body are not in it",
    `${post}\n\n\n\n{\n\n}\n\n\n`,
    { requests: [`${post} | body {\n\n}`] },
  ],
  ["38 a body from a file", `${post}\n\n< ./b.json`, { requests: [`${post} | file ./b.json`] }],
  [
    "38 with its variables replaced",
    `${post}\n\n<@ a b.json`,
    { requests: [`${post} | file a b.json with variables `] },
  ],
  ["38 in an encoding", `${post}\n\n<@latin1 b`, { requests: [`${post} | file b with variables latin1`] }],
  ["38 without a space it is text", `${post}\n\n<./b.xml>`, { requests: [`${post} | body <./b.xml>`] }],
  [
    "38 among other lines, too",
    `${post}\n\na\n< ./b`,
    { requests: [`${post} | body a\n< ./b`], problems: ["fileReferenceInText: < ./b"] },
  ],
  [
    "39 what others run or write after a request is not sent",
    `${post}\n\n{}\n\n> {%\n client.test()\n%}\n\n<> a.json\n>> b.json\n>>! c.json\n?? status == 200\n> ./d.js`,
    {
      requests: [
        `${post} | body {} | ignored script | ignored responseFile | ignored responseFile | ignored responseFile | ignored assertion | ignored script`,
      ],
      problems: [
        "scriptNotRun: > {%\n client.test()\n%}",
        "partSentElsewhere: <> a.json",
        "partSentElsewhere: >> b.json",
        "partSentElsewhere: >>! c.json",
        "partSentElsewhere: ?? status == 200",
        "scriptNotRun: > ./d.js",
      ],
    },
  ],
  [
    "39 nor is a script between",
    `${post}\n\none\n{{\n exports.a = {};\n}}\ntwo`,
    {
      requests: [`${post} | body one\ntwo | ignored script`],
      problems: ["scriptNotRun: {{\n exports.a = {};\n}}"],
    },
  ],
  [
    "39 also behind a comment that belongs to the body",
    `${post}\n\n# one\n?? s\ntwo`,
    {
      requests: [`${post} | body # one\ntwo | ignored assertion`],
      problems: ["commentInBody: # one", "partSentElsewhere: ?? s"],
    },
  ],
  ["39 a variable on a line of its own is sent", `${post}\n\n{{text}}`, { requests: [`${post} | body {{text}}`] }],
  [
    "47 a form may be written on several lines",
    `${post}\nContent-Type: application/x-www-form-urlencoded\n\na=1\n  &b=2\n&c=3`,
    { requests: [`${post} | Content-Type: application/x-www-form-urlencoded | body a=1&b=2&c=3`] },
  ],
  ["47 only a form", `${post}\n\na=1\n&b=2`, { requests: [`${post} | body a=1\n&b=2`] }],
  [
    "53 a header after the blank line is text",
    `${post}\n\nContent-Type: text/plain\n\nx`,
    {
      requests: [`${post} | body Content-Type: text/plain\n\nx`],
      problems: ["headerAfterBlankLine: Content-Type: text/plain"],
    },
  ],
  ["53 other text with a colon is just text", `${post}\n\nNote: x`, { requests: [`${post} | body Note: x`] }],
];

/** Where a request begins and ends, and what stands before it. */
export const blocks: readonly GrammarRow[] = [
  [
    "18 every ### begins a new block",
    `### a\n${post}\n\n{}\n### b\n${post}`,
    { requests: [`${post} | title a | body {}`, `${post} | title b`] },
  ],
  [
    "21 an indented ### does, too",
    `${post}\n  ### b\n${post}`,
    { requests: [post, `${post} | title b`], problems: ["indentedSeparator: ### b"] },
  ],
  [
    "22 with or without a space, of any length",
    `###a\n${post}\n####\n${post}`,
    { requests: [`${post} | title a`, post] },
  ],
  ["23 a title and a name", `### A\n# @name c\n${post}`, { requests: [`${post} | title A | name c`] }],
  [
    "24 a tag without a space counts, with a hint",
    `#@name a\n${post}`,
    { requests: [`${post} | name a`], problems: ["tagWithoutSpace: #@name a"] },
  ],
  ["25 // is as good as #", `// @name a\n${post}`, { requests: [`${post} | name a`] }],
  ["26 a name may hold dots and dashes", `# @name my-req.1\n${post}`, { requests: [`${post} | name my-req.1`] }],
  [
    "27 or follow an equals sign, which only JetBrains' editors read",
    `# @name=foo\n${post}`,
    { requests: [`${post} | name foo`], problems: ["tagWithEquals: # @name=foo"] },
  ],
  [
    "27 with spaces",
    `# @name = foo\n${post}`,
    { requests: [`${post} | name foo`], problems: ["tagWithEquals: # @name = foo"] },
  ],
  [
    "28 or stand behind ###",
    `### @name foo\n${post}`,
    { requests: [`${post} | name foo`], problems: ["nameInSeparator: ### @name foo"] },
  ],
  [
    "29 a tag after the request line counts",
    `${post}\n# @note Sure?\nA: b`,
    { requests: [`${post} | A: b | @note Sure?`], problems: ["tagAfterRequestLine: # @note Sure?"] },
  ],
  [
    "29 also after the body",
    `${post}\n\n{}\n\n# @note`,
    { requests: [`${post} | @note | body {}`], problems: ["tagAfterRequestLine: # @note"] },
  ],
  [
    "30 variables before the request line",
    `@x=1\n\n@y = a b \n${post}`,
    { requests: [post], variables: ["x=1", "y=a b"] },
  ],
  ["30 one with :=", `@x := 1\n${post}`, { requests: [post], variables: ["x=1"] }],
  [
    "30 a value is taken as it is written, which the others do not always do",
    `@x=a\\nb\n@y="a"\n@z=\\"a\\"\n${post}`,
    {
      requests: [post],
      variables: ["x=a\\nb", 'y="a"', 'z=\\"a\\"'],
      problems: ["escapeInVariable: a\\nb", 'quotedVariable: "a"'],
    },
  ],
  [
    "30 a bad one",
    `@x\n@a b=1\n@=1\n${post}`,
    {
      requests: [post],
      problems: ["badVariableDefinition: @x", "badVariableDefinition: @a b=1", "badVariableDefinition: @=1"],
    },
  ],
  [
    "32 a variable that is defined again",
    `@id=1\n${post}\n###\n@id=2\n${post}\n###\n@id=1\n${post}`,
    { requests: [post, post, post], variables: ["id=1", "id=2", "id=1"], problems: ["duplicateVariable: @id=2"] },
  ],
  ["33 a byte order mark is no text", `\ufeff${post}`, { requests: [post] }],
  ["33 nor is it an indentation", `\ufeff### a\n${post}`, { requests: [`${post} | title a`] }],
  ["34 CR LF is kept in a body", `${post}\r\nA: b\r\n\r\n{\r\n}\r\n`, { requests: [`${post} | A: b | body {\r\n}`] }],
  ["35 a lone CR ends a line", `### a\r${post}\rA: b\r\r{}\r`, { requests: [`${post} | title a | A: b | body {}`] }],
  [
    "44 a block comment before a request",
    `/* one\n two: */\n${post}`,
    { requests: [post], problems: ["blockComment: /* one\n two: */"] },
  ],
  ["44 on one line", `/* one */\n${post}`, { requests: [post], problems: ["blockComment: /* one */"] }],
  ["44 without an end", `/* one\n${post}`, { problems: ["unterminated: /* one", `blockComment: /* one\n${post}`] }],
  [
    "45 a disabled request, which REST Client sends",
    `# @disabled\n${post}`,
    { requests: [`${post} | @disabled | disabled`], problems: ["tagIgnoredElsewhere: # @disabled"] },
  ],
  ["48 nothing at all", "", {}],
  ["48 only comments and separators", "# a\n\n###\n// b\n### c\n", {}],
  [
    "49 Markdown fences are read over",
    `\`\`\`http\n${post}\n\n{}\n\`\`\`\nand so on`,
    { requests: [`${post} | body {}`], problems: ["markdownFence: ```http"] },
  ],
  ["50 ## is a comment", `## Heading\n${post}`, { requests: [post] }],
  [
    "51 @prompt, which httpYac does not know",
    `# @prompt why The reason\n${post}`,
    { requests: [`${post} | @prompt why The reason`], problems: ["tagIgnoredElsewhere: # @prompt why The reason"] },
  ],
  [
    "52 @no-log, which REST Client does not know",
    `# @no-log\n${post}`,
    { requests: [`${post} | @no-log | unlogged`], problems: ["tagIgnoredElsewhere: # @no-log"] },
  ],
  [
    "52 @noLog",
    `# @noLog\n${post}`,
    { requests: [`${post} | @noLog | unlogged`], problems: ["tagIgnoredElsewhere: # @noLog"] },
  ],
  [
    "55 a script before the request is read over",
    `< {%\n request.variables.set("a", "b")\n%}\n${post}`,
    {
      requests: [`${post} | ignored script`],
      problems: ['scriptNotRun: < {%\n request.variables.set("a", "b")\n%}'],
    },
  ],
  [
    "55 on one line",
    `< {% a %}\n${post}`,
    { requests: [`${post} | ignored script`], problems: ["scriptNotRun: < {% a %}"] },
  ],
  [
    "55 from a file",
    `< ./pre.js\n${post}`,
    { requests: [`${post} | ignored script`], problems: ["scriptNotRun: < ./pre.js"] },
  ],
  [
    "55 in braces",
    `{{+after\n  x = {{}}\n}}\n{{ y = 1 }}\n${post}`,
    {
      requests: [`${post} | ignored script | ignored script`],
      problems: ["scriptNotRun: {{+after\n  x = {{}}\n}}", "scriptNotRun: {{ y = 1 }}"],
    },
  ],
  ["55 without an end", `< {%\n${post}`, { problems: [`unterminated: < {%`, `scriptNotRun: < {%\n${post}`] }],
];
