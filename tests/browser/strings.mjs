// SPDX-License-Identifier: MIT
// Sixty texts that a name may hold and that mean something to a browser, to XML, to Graphviz, to a spreadsheet or to printf.
const controls = String.fromCharCode(...Array.from({ length: 31 }, (_, i) => i + 1));
const HOLD = "__orgsim_ran"; // what any of them would set if it ran

export const RAN = HOLD;
export const STRINGS = [
  `<script>${HOLD}=1</script>`,
  `</script><script>${HOLD}=2</script>`,
  `<img src=x onerror="${HOLD}=3">`,
  `"><svg onload=${HOLD}=4>`,
  `' onmouseover='${HOLD}=5`,
  `" autofocus onfocus="${HOLD}=6`,
  `javascript:${HOLD}=7`,
  `<a href="javascript:${HOLD}=8">x</a>`,
  `<iframe srcdoc="<script>parent.${HOLD}=9</script>">`,
  `<object data="data:text/html,<script>${HOLD}=10</script>">`,
  `<svg><foreignObject><body onload="${HOLD}=11"></foreignObject></svg>`,
  `<svg><animate onbegin=${HOLD}=12 attributeName=x dur=1s>`,
  `</style><script>${HOLD}=13</script>`,
  `x{background:url(http://orgsim.invalid/14)}`,
  `width: expression(${HOLD}=15)`,
  `<style>@import "http://orgsim.invalid/16"</style>`,
  `<link rel=stylesheet href=http://orgsim.invalid/17>`,
  `<img src="http://orgsim.invalid/18.png">`,
  `<meta http-equiv=refresh content="0;url=http://orgsim.invalid/19">`,
  `<base href="http://orgsim.invalid/">`,
  `</title><h1>20</h1>`,
  `</noscript><img src=http://orgsim.invalid/21>`,
  `</textarea></template></svg></math>`,
  `<!-- comment`,
  `--> after a comment <!--`,
  `]]> after cdata <![CDATA[`,
  `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;`,
  `&lt;b&gt; &amp;amp; &#60;i&#62; &#x3c; &nbsp; &nosuch;`,
  `&`,
  `{{7*7}} \${7*7} <%= 7*7 %>`,
  `\`\${${HOLD}=30}\``,
  `\\N \\G \\E \\T \\H \\L`,
  `left\\l right\\r line\\nend\\`,
  `<b>bold</b> label=<i>x</i>`,
  `<TABLE><TR><TD PORT="p">cell</TD></TR></TABLE>`,
  `{record|<port> field|{a|b}}`,
  `"]; evil [label="x" URL="javascript:${HOLD}=36`,
  `digraph { a -> b; } // #`,
  `'single' "double" \`back\` “curly” «angle»`,
  `back\\slash \\\\server\\share`,
  `\u202Eright to left override`,
  `\u2067isolate\u2069 \u200Fmark\u200E \u061C`,
  `שלום עולם 42 مرحبا`,
  `zero\u200Bwidth\u200Cjoin\u200Der\uFEFF\u2060`,
  `soft\u00ADhyphen and\u00A0no-break`,
  `controls ${controls}!`,
  `\u007F delete \u0085 \u009F C1`,
  `line one\nline two\r\nline three`,
  `tab\tbetween`,
  `\u2028line\u2029paragraph`,
  `nonsense \uFFFE \uFFFF \uFFFD \u{1FFFF}`,
  `Donaudampfschifffahrt${"verwaltungsgesellschaft".repeat(20)}`,
  `👨‍👩‍👧‍👦 🏳️‍🌈 🇻🇳 👩🏽‍💻`,
  `Z${"\u0301\u0302\u0303\u0323".repeat(30)}algo`,
  `Phòng Kế hoạch – Tài chính`.normalize("NFD"),
  `=cmd|' /C calc'!A0`,
  `+1+1 @SUM(A1) -2`,
  `%s%s%n %d %1$s %99999d`,
  `'; DROP TABLE unit; --`,
  `../../etc/passwd C:\\con`,
];

/** What is shown of a text: without control characters and marks that turn the reading direction; spaces as a page has them. */
export const shown = (text) =>
  text
    .replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/g, "")
    .replace(/[\t\n\r ]+/g, " ")
    .replace(/^ | $/g, "");
