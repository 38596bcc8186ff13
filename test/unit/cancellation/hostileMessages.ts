/**
 * Messages that try to break out of the quotes that they are put into, one for each way that a language of "Copy As" has
 * of ending a string, and the requests that carry them. Tests run them: none may do harm where it does get out.
 */
import type { CopyRequest } from "../../../src/cancellation/copyAs/copyRequest.ts";
import { bookingTarget, eventTarget } from "../../../src/cancellation/route.ts";

/** All of them are well-formed, so that every tool can give them back. */
export const hostileMessages: readonly string[] = [
  "Simply ill, sorry.",
  "",
  " ",
  "It's Lee's",
  "'",
  "''",
  "'; echo broken out; echo '",
  '"',
  '""" + exit() + """',
  '"); System.exit(1); //',
  "'''\nimport os\n'''",
  "`id`",
  "``",
  "$(id)",
  "$((1+1)) ${HOME} $HOME $0 $! $$",
  "${7*7} #{7*7} {{7*7}} <%= 7*7 %>",
  "{{$guid}} {{x}} {{{y}}} {{%z}} {{",
  "{$object->method()} {$x} \\{$x}",
  "%PATH% %s %d %n %% 100%",
  "!! !$ !event !-1 ^a^b",
  "a & b && c | d || e ; f > g < h",
  "first\nsecond",
  "first\r\nsecond\rthird",
  "\n",
  "\t tab \v vertical \f feed",
  "ends in a backslash \\",
  "ends in two \\\\",
  "\\\" \\' \\` \\$ \\n \\x41 \\101 \\0",
  "\\u0022 \\u000a \\u{22} \\U00000022 \\N{DIGIT ONE} \\\\u0022",
  "nul \0 inside",
  "\u0001\u0002\u0007\b\u001b[31mred\u001b[0m\u007f\u0080\u009f",
  "\u0085next line",
  "\u2028line\u2029paragraph",
  "\u202eright to left\u202c \u2066isolate\u2069 \u200f\u200e",
  "שלום مرحبا",
  "zero\u200bwidth\u200d\ufeff\u00ad joined",
  "\ufeffbegins with a byte order mark",
  "non\u00a0breaking\u3000ideographic",
  "emoji 🎉 👩‍💻 🇮🇹 ❤️ and 𝒳",
  "‘single’ ‚low‛ “double” „low‟ «guillemets»",
  "‘; Write-Output out ;’",
  "”; Write-Output out ;“",
  "EOF\nEOT\n'@\n\"@\n@'\n@\"\n",
  "@/etc/passwd",
  "@notes.txt",
  "-- --force -f /? --%",
  "<?php ?> <?= 1 ?> <script></script> <!-- --> ]]>",
  "*/ /* // # ### \n### \n# @disabled\nPOST https://example.com",
  "< ./secret.json\n> {% client.test() %}\n?? status == 200",
  '{"Comment":"nested"}',
  '","Comment":"twice',
  "tilde ~ star * question ? brackets [a-z] {a,b} (c)",
  "= + -1 @SUM(1)",
  "\ue000private \u{e0041}tag \u{10ffff}",
  "x".repeat(500),
];

/** Each message once in an event of one's own and once in a booking. */
export const hostileRequests: readonly CopyRequest[] = hostileMessages.flatMap((message) => [
  { target: eventTarget("AAMk1="), message },
  { target: bookingTarget("contosolunch@contoso.com", "AAMk2="), message },
]);
