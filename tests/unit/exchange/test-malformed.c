// SPDX-License-Identifier: MIT
/* Malformed and odd files, each with every error and warning that it must give, at its place. */
#include <glib/gstdio.h>
#include <string.h>
#include "exchange-test.h"
#include "limited.h"

#define U "id,name,type,parent_id\n"
#define ROOT U "a,Alpha,city,\n"
#define P "id,unit_id,title,rank,category,funding,coefficient,fte,assigned,filled,reports_to\n"
#define P1 P "p1,a,Head,head,civil-servant,state,,1,,,\n"
#define H "id,name,born,sex,hired,post_id,rating\n"

typedef struct {
    const char *name, *units, *posts, *people, *expected;
} Case;

static const Case cases[] = {
    /* ids and the tree */
    { "sound", ROOT "b,Beta,room,a\n", P1, H "h1,Lan,1980-02,F,2005-01,p1,4\n", "" },
    { "duplicate-unit", ROOT "b,Beta,room,a\na,Gamma,room,b\n", NULL, NULL, "units.csv:4:1 error duplicate-id a\n" },
    { "three-times", ROOT "a,Beta,room,\na,Gamma,room,\n", NULL, NULL,
      "units.csv:3:1 error duplicate-id a\nunits.csv:4:1 error duplicate-id a\n" },
    { "ids-are-text", U "01,A,city,\n001,B,room,01\n1,C,room,01\n", NULL, NULL, "" },
    { "missing-parent", ROOT "b,Beta,room,zz\n", NULL, NULL, "units.csv:3:4 error missing-parent b\n" },
    { "missing-parent-twice", ROOT "b,Beta,room,TC-09\nc,Gamma,room,TC-09\n", NULL, NULL,
      "units.csv:3:4 error missing-parent b\nunits.csv:4:4 error missing-parent c\n" },
    { "self-parent", ROOT "b,Beta,room,b\n", NULL, NULL, "units.csv:3:4 error self-parent b\n" },
    { "cycle-of-two", ROOT "b,Beta,room,c\nc,Gamma,room,b\n", NULL, NULL, "units.csv:3:4 error cycle b [b c]\n" },
    { "cycle-of-three", ROOT "d,Delta,room,c\nb,Beta,room,d\nc,Gamma,room,b\n", NULL, NULL,
      "units.csv:3:4 error cycle d [d c b]\n" },
    { "two-cycles", U "a,A,x,b\nb,B,x,a\nc,C,x,d\nd,D,x,c\n", NULL, NULL,
      "units.csv:2:4 error cycle a [a b]\nunits.csv:4:4 error cycle c [c d]\n" },
    { "below-a-cycle", U "a,A,x,b\nb,B,x,a\nc,C,x,b\n", NULL, NULL,
      "units.csv:2:4 error cycle a [a b]\nunits.csv:4:4 warning unreachable c\n" },
    { "above-in-file", U "c,C,x,b\na,A,x,b\nb,B,x,a\n", NULL, NULL,
      "units.csv:2:4 warning unreachable c\nunits.csv:3:4 error cycle a [a b]\n" },
    { "blank-unit-id", ROOT ",Beta,room,a\n", NULL, NULL, "units.csv:3:1 error blank-id\n" },
    { "blank-unit-name", ROOT "b,,room,a\n", NULL, NULL, "units.csv:3:2 warning blank-name b\n" },
    { "open-under-closed", "id,name,parent_id,closed\na,A,,2020-01\nb,B,a,\n", NULL, NULL,
      "units.csv:3:3 error closed-parent b\n" },
    { "closes-later", "id,name,parent_id,closed\na,A,,2030-01\n", NULL, NULL, "units.csv:2:4 warning odd-date a\n" },

    /* names */
    { "same-sibling-name", ROOT "b,Finance,room,a\nc,Finance,room,a\n", NULL, NULL,
      "units.csv:4:2 warning duplicate-name c\n" },
    { "same-name-elsewhere", ROOT "b,Beta,room,a\nc,Finance,room,a\nd,Finance,room,b\n", NULL, NULL, "" },
    { "similar-name", ROOT "b,New Westminster,room,a\nc,New Westminister,room,a\n", NULL, NULL,
      "units.csv:4:2 warning similar-name c\n" },
    { "similar-case", ROOT "b,Finance Office,room,a\nc,finance  office,room,a\n", NULL, NULL,
      "units.csv:4:2 warning similar-name c\n" },
    { "similar-swapped", ROOT "b,Personnel,room,a\nc,Persnonel,room,a\n", NULL, NULL,
      "units.csv:4:2 warning similar-name c\n" },
    { "numbered-not-similar",
      ROOT "b,Room number 11,room,a\nc,Room number 12,room,a\nd,Ward A,room,a\ne,Ward B,room,a\n", NULL, NULL, "" },
    { "tones-not-similar", ROOT "b,Xã Tân Hòa,room,a\nc,Xã Tân Hóa,room,a\n", NULL, NULL, "" },
    { "tone-written-elsewhere",
      ROOT "b,Phòng Văn hóa,room,a\nc,Phòng Văn hoá,room,a\nd,Hoà Bình,room,a\ne,HÒA BÌNH,room,a\n", NULL, NULL,
      "units.csv:4:2 warning similar-name c\nunits.csv:6:2 warning similar-name e\n" },
    { "other-words-in-vietnamese",
      ROOT "b,Dự án Trương Định,room,a\nc,Dự án Trường Định,room,a\nd,Phòng Kế hoạch 1,room,a\n"
           "e,Phòng Kế hoạch 2,room,a\nf,Đội Nguyên liệu,room,a\ng,Đội Nguyễn liệu,room,a\n",
      NULL, NULL, "" },
    { "similar-in-vietnamese", ROOT "b,Phòng Khách chuyênviên,room,a\nc,Phòng Khách chuyênvien,room,a\n", NULL, NULL,
      "units.csv:4:2 warning similar-name c\n" },

    /* the file as a whole */
    { "empty", "", NULL, NULL, "units.csv:1:1 error empty-file\n" },
    { "only-blank-lines", "\n\n\n", NULL, NULL, "units.csv:1:1 error empty-file\n" },
    { "no-id-column", "name,type\nAlpha,city\n", NULL, NULL, "units.csv:1:1 error missing-column\n" },
    { "column-twice", "id,name,name\na,A,B\n", NULL, NULL, "units.csv:1:3 error duplicate-column\n" },
    { "column-twice-in-case", "id,Note,NOTE\na,A,B\n", NULL, NULL, "units.csv:1:3 error duplicate-column\n" },
    { "extra-cell", "id,name\na,Alpha,more\n", NULL, NULL, "units.csv:2:3 error extra-cell\n" },
    { "extra-blank-cells", "id,name\na,Alpha,,,\n", NULL, NULL, "" },
    { "short-row", U "a,Alpha\n", NULL, NULL, "units.csv:2:2 warning short-row\n" },
    { "blank-rows-skipped", U "\n,,,\na,Alpha,city,\n\n", NULL, NULL, "" },
    { "no-unit-column", ROOT, "id,title\np1,Head\n", NULL, "posts.csv:1:1 error missing-column\n" },
    { "no-person-id", ROOT, P1, "name,born\nLan,1980-01\n", "people.csv:1:1 error missing-column\n" },
    { "one-line-no-newline", "id,name", NULL, NULL, "" },

    /* quotes, separators, line ends */
    { "bom", "\xEF\xBB\xBF" ROOT, NULL, NULL, "" },
    { "crlf", "id,name,parent_id\r\na,A,\r\nb,B,zz\r\n", NULL, NULL, "units.csv:3:3 error missing-parent b\n" },
    { "cr-only", "id,name,parent_id\ra,A,\rb,B,zz\r", NULL, NULL, "units.csv:3:3 error missing-parent b\n" },
    { "semicolons", "id;name;parent_id\na;A, B;\nb;B;zz\n", NULL, NULL, "units.csv:3:3 error missing-parent b\n" },
    { "tabs", "id\tname\tparent_id\na\tA\t\nb\tB\tzz\n", NULL, NULL, "units.csv:3:3 error missing-parent b\n" },
    { "sep-line", "sep=;\nid;name;parent_id\na;A,x,y,z,w;\nb;B;zz\n", NULL, NULL,
      "units.csv:4:3 error missing-parent b\n" },
    { "embedded-newlines", U "a,\"Alpha\nand more\nof it\",city,\nb,Beta,room,zz\n", NULL, NULL,
      "units.csv:5:4 error missing-parent b\n" },
    { "error-in-a-row-of-lines", ROOT "b,\"Beta\nand more\",room,zz\n", NULL, NULL,
      "units.csv:3:4 error missing-parent b\n" },
    { "embedded-crlf", "id,name,parent_id\r\na,\"A\r\nA\",\r\nb,B,zz\r\n", NULL, NULL,
      "units.csv:4:3 error missing-parent b\n" },
    { "doubled-quotes", U "a,\"the \"\"A\"\", so called\",city,\nb,B,room,zz\n", NULL, NULL,
      "units.csv:3:4 error missing-parent b\n" },
    { "quote-inside-unquoted", U "a,the \"A\" room,city,\nb,5\" pipe,room,a\n", NULL, NULL, "" },
    { "text-after-quote", U "a,\"Alpha\"x,city,\nb,Beta,room,zz\n", NULL, NULL,
      "units.csv:2:2 error bad-quote\nunits.csv:3:4 error missing-parent b\n" },
    { "unclosed-quote", U "a,Alpha,city,\nb,\"Beta,room,a\nc,Gamma,room,zz\n", NULL, NULL,
      "units.csv:3:2 error bad-quote\nunits.csv:4:4 error missing-parent c\n" },
    { "unclosed-at-the-end", U "a,\"Alpha", NULL, NULL, "units.csv:2:2 error bad-quote\n" },
    { "lines-counted-after-broken", U "a,\"A\"x,c,\nb,\"B\nB\",room,\nc,C,room,zz\n", NULL, NULL,
      "units.csv:2:2 error bad-quote\nunits.csv:5:4 error missing-parent c\n" },

    /* encoding */
    { "latin-1", U "a,Ph\xF2ng,city,\n", NULL, NULL, "units.csv:2:2 warning bad-encoding\n" },
    { "damaged-utf-8", U "a,Phòng T\xC3 i,city,\n", NULL, NULL, "units.csv:2:2 error bad-encoding\n" },
    { "guess-of-1258",
      U "a,Pho\xCCng T\xE0i chi\xEDnh,city,\nb,\xD0o\xF4\xECng \xD0"
        "a,room,a\n",
      NULL, NULL, "units.csv:2:2 warning bad-encoding\n" },
    { "no-encoding-fits", U "a,\xA7\xB5\xBE\xB9\xA9,city,\n", NULL, NULL, "units.csv:2:2 error bad-encoding\n" },
    { "nul-byte", NULL, NULL, NULL, "units.csv:2:2 error bad-encoding\n" },
    { "replacement-letter", U "a,Ph\xEF\xBF\xBDng,city,\n", NULL, NULL, "units.csv:2:2 warning bad-encoding\n" },
    { "mojibake", U "a,Ph\xC3\x83\xC2\xB2ng,city,\n", NULL, NULL, "units.csv:2:2 warning bad-encoding\n" },
    { "mojibake-vietnamese", U "a,Alpha,\xC3\xA1\xC2\xBB\xE2\x84\xA2,\n", NULL, NULL,
      "units.csv:2:3 warning bad-encoding\n" },
    { "bad-bytes-in-header", "id,name,\xFF\na,A,1\n", NULL, NULL, "units.csv:1:3 warning bad-encoding\n" },

    /* posts */
    { "missing-unit", ROOT, P "p1,zz,Head,head,,,,1,,,\n", NULL, "posts.csv:2:2 error missing-unit p1\n" },
    { "blank-unit", ROOT, P "p1,,Head,head,,,,1,,,\n", NULL, "posts.csv:2:2 error missing-unit p1\n" },
    { "duplicate-post", ROOT, P1 "p1,a,Clerk,staff,,,,1,,,\n", NULL, "posts.csv:3:1 error duplicate-id p1\n" },
    { "group-against-row", ROOT, P "g,a,,staff,,,,1,3,,\ng#2,a,,staff,,,,1,,,\n", NULL,
      "posts.csv:3:1 error duplicate-id g#2\n" },
    { "group-beside-row", ROOT, P "g,a,,staff,,,,1,3,,\ng#4,a,,staff,,,,1,,,\n", NULL, "" },
    { "missing-boss", ROOT, P "p1,a,,staff,,,,1,,,p9\n", NULL, "posts.csv:2:11 error missing-boss p1\n" },
    { "boss-in-group", ROOT, P "g,a,,head,,,,1,2,2,\np1,a,,staff,,,,1,,,g#2\np2,a,,staff,,,,1,,,g\n", NULL,
      "posts.csv:2:4 warning several-heads g#2\n" },
    { "boss-beyond-group", ROOT, P "g,a,,staff,,,,1,2,2,\np1,a,,staff,,,,1,,,g#3\n", NULL,
      "posts.csv:3:11 error missing-boss p1\n" },
    { "self-boss", ROOT, P "p1,a,,staff,,,,1,,,p1\n", NULL, "posts.csv:2:11 error self-boss p1\n" },
    { "boss-cycle", ROOT, P "p1,a,,staff,,,,1,,,p2\np2,a,,staff,,,,1,,,p1\n", NULL,
      "posts.csv:2:11 error cycle p1 [p1 p2]\n" },
    { "blank-fte", ROOT, P "p1,a,,staff,,,,,,,\n", NULL, "posts.csv:2:8 warning blank-fte p1\n" },
    { "no-fte-column", ROOT, "id,unit_id\np1,a\n", NULL, "" },
    { "bad-fte", ROOT, P "p1,a,,staff,,,,half,,,\n", NULL, "posts.csv:2:8 error bad-number p1\n" },
    { "negative-fte", ROOT, P "p1,a,,staff,,,,-1,,,\n", NULL, "posts.csv:2:8 error bad-number p1\n" },
    { "comma-fte", ROOT, P "p1,a,,staff,,,,\"0,5\",,,\n", NULL, "" },
    { "nan-fte", ROOT, P "p1,a,,staff,,,,nan,,,\n", NULL, "posts.csv:2:8 error bad-number p1\n" },
    { "hex-fte", ROOT, P "p1,a,,staff,,,,0x10,,,\n", NULL, "posts.csv:2:8 error bad-number p1\n" },
    { "huge-fte", ROOT, P "p1,a,,staff,,,,1e99,,,\n", NULL, "posts.csv:2:8 error bad-number p1\n" },
    { "bad-coefficient", ROOT, P "p1,a,,staff,,,x,1,,,\n", NULL, "posts.csv:2:7 error bad-number p1\n" },
    { "half-assigned", ROOT, P "p1,a,,staff,,,,1,2.5,,\n", NULL, "posts.csv:2:9 error bad-number p1\n" },
    { "negative-assigned", ROOT, P "p1,a,,staff,,,,1,-2,,\n", NULL, "posts.csv:2:9 error bad-number p1\n" },
    { "huge-assigned", ROOT, P "p1,a,,staff,,,,1,4000000000,,\n", NULL, "posts.csv:2:9 error bad-number p1\n" },
    { "filled-above", ROOT, P "p1,a,,staff,,,,1,3,5,\n", NULL, "posts.csv:2:10 error filled-above-assigned p1\n" },
    { "filled-above-one", ROOT, P "p1,a,,staff,,,,1,,2,\n", NULL, "posts.csv:2:10 error filled-above-assigned p1\n" },
    { "fte-with-assigned", ROOT, P "p1,a,,staff,,,,12,12,1,\n", NULL, "posts.csv:2:8 warning ambiguous-fte p1\n" },
    { "external-group", ROOT, P "p1,a,,staff,,,,12.5,,,\n", NULL, "" },
    { "ambiguous-funding", ROOT,
      P "p1,a,,staff,,NSNN,,1,,,\np2,a,,staff,,state/own,,1,,,\np3,a,,staff,,state/own,,1,,,\np4,a,,staff,,?,,1,,,\n"
        "p5,a,,staff,,,,1,,,\n",
      NULL, "posts.csv:3:6 warning ambiguous-funding p2\nposts.csv:5:6 warning ambiguous-funding p4\n" },
    { "funding-never-said", ROOT, P "p1,a,,staff,,,,1,,,\n", NULL, "" },
    { "unknown-rank", ROOT, P "p1,a,,boss,,,,1,,,\n", NULL, "posts.csv:2:4 warning unknown-rank p1\n" },
    { "two-heads", ROOT, P1 "p2,a,Head,head,,,,1,,,\n", NULL, "posts.csv:3:4 warning several-heads p2\n" },
    { "assigned-of-one-post", ROOT, P "g#2,a,,staff,,,,1,2,,\n", NULL, "posts.csv:2:9 error bad-number g#2\n" },
    { "post-in-closed-unit", "id,name,closed\na,A,2020-05\n", "id,unit_id\np1,a\n", NULL,
      "posts.csv:2:2 error closed-unit p1\n" },
    { "blank-post-id", ROOT, P ",a,Clerk,staff,,,,1,,,\n,a,Clerk,staff,,,,1,,,\n", NULL,
      "posts.csv:2:1 warning blank-id a/Clerk\nposts.csv:3:1 warning blank-id a/Clerk/2\n" },

    /* people */
    { "missing-post", ROOT, P1, H "h1,Lan,,F,,p9,\n", "people.csv:2:6 error missing-post h1\n" },
    { "duplicate-person", ROOT, P1, H "h1,Lan,,F,,p1,\nh1,Hoa,,F,,,\n", "people.csv:3:1 error duplicate-id h1\n" },
    { "blank-person-id", ROOT, P1, H ",Lan,,F,,p1,\n", "people.csv:2:1 error blank-id\n" },
    { "two-holders", ROOT, P1, H "h1,Lan,,F,,p1,\nh2,Hoa,,F,,p1,\n", "people.csv:3:6 error several-holders h2\n" },
    { "group-full", ROOT, P "g,a,,staff,,,,1,1,,\n", H "h1,Lan,,F,,g,\nh2,Hoa,,F,,g,\n",
      "people.csv:3:6 error several-holders h2\n" },
    { "no-post", ROOT, P1, H "h1,Lan,,F,,,\n", "" },
    { "bad-born", ROOT, P1, H "h1,Lan,1980-13,F,,p1,\n", "people.csv:2:3 error bad-date h1\n" },
    { "bad-day", ROOT, P1, H "h1,Lan,1981-02-29,F,,p1,\n", "people.csv:2:3 error bad-date h1\n" },
    { "bad-slashes", ROOT, P1, H "h1,Lan,31/04/1980,F,,p1,\nh2,Hoa,1/1980,F,,,\n",
      "people.csv:2:3 error bad-date h1\n" },
    { "good-dates", ROOT, P1, H "h1,Lan,1980-02-29,F,13/09/2004,p1,\nh2,Hoa,1/2/1980,F,2004-01,,\n", "" },
    { "year-only", ROOT, P1, H "h1,Lan,1980,F,,p1,\n", "" },
    { "born-later", ROOT, P1, H "h1,Lan,2030-01,F,,p1,\n", "people.csv:2:3 error bad-date h1\n" },
    { "hired-before-born", ROOT, P1, H "h1,Lan,1980-01,F,1979-01,p1,\n", "people.csv:2:5 error bad-date h1\n" },
    { "hired-as-child", ROOT, P1, H "h1,Lan,1980-01,F,1985-01,p1,\n", "people.csv:2:5 warning odd-date h1\n" },
    { "very-old", ROOT, P1, H "h1,Lan,1900-01,F,,p1,\n", "people.csv:2:3 warning odd-date h1\n" },
    { "bad-rating", ROOT, P1, H "h1,Lan,,F,,p1,6\n", "people.csv:2:7 error bad-number h1\n" },
    { "unknown-sex", ROOT, P1, H "h1,Lan,,x,,p1,\n", "people.csv:2:4 warning unknown-sex h1\n" },
    { "vietnamese-sex", ROOT, P1, H "h1,Lan,,Nữ,,p1,\nh2,Nam,,NAM,,,\n", "" },

    /* rows that programs leave behind */
    { "title-above-header", "List of units 2021\n" ROOT, NULL, NULL, "" },
    { "footer-below", ROOT "Total: 1 unit,,,\n", NULL, NULL, "units.csv:3:2 warning blank-name Total: 1 unit\n" },
    { "header-repeated", ROOT U "b,Beta,room,a\n", NULL, NULL, "units.csv:3:4 error missing-parent id\n" },
    { "ctrl-z-at-the-end", ROOT "\x1A", NULL, NULL,
      "units.csv:3:1 warning short-row\nunits.csv:3:2 warning blank-name \032\n" },
    { "trailing-separators", "id,name,type,parent_id,,\na,Alpha,city,,,\nb,Beta,room,zz,,\n", NULL, NULL,
      "units.csv:3:4 error missing-parent b\n" },
    { "padded-cells", " id , name ,type,parent_id\n a , Alpha ,city, \nb,Beta,room, zz \n", NULL, NULL,
      "units.csv:3:4 error missing-parent b\n" },
    { "no-break-spaces",
      U "\xC2\xA0"
        "a\xC2\xA0,Alpha,city,\nb,Beta,room,a\n",
      NULL, NULL, "" },
    { "ids-differ-in-case", ROOT "A,Beta,room,a\n", NULL, NULL, "" },
    { "parent-differs-in-case", ROOT "b,Beta,room,A\n", NULL, NULL, "units.csv:3:4 error missing-parent b\n" },
    { "parent-by-name", ROOT "b,Beta,room,Alpha\n", NULL, NULL, "units.csv:3:4 error missing-parent b\n" },
    { "id-with-hash", U "a#1,Alpha,city,\nb,Beta,room,a#1\n", NULL, NULL, "" },
    { "id-only-quotes", U "\"\",Alpha,city,\n", NULL, NULL, "units.csv:2:1 error blank-id\n" },
    { "id-only-blanks", U "\"  \",Alpha,city,\n", NULL, NULL, "units.csv:2:1 error blank-id\n" },
    { "formula-as-name", U "a,=1+1,city,\nb,'=1+1,room,zz\n", NULL, NULL,
      "units.csv:3:4 error missing-parent b\nunits.csv:3:2 warning duplicate-name b\n" },
    { "control-letters", U "a,Al\x07pha,city,\nb,B,room,zz\x1B\n", NULL, NULL,
      "units.csv:3:4 error missing-parent b\n" },
    { "zero-width-space", U "a\xE2\x80\x8B,Alpha,city,\nb,Beta,room,a\n", NULL, NULL,
      "units.csv:3:4 error missing-parent b\n" },
    { "decomposed-parent", U "Pho\xCC\x80ng,A,city,\nb,B,room,Phòng\n", NULL, NULL,
      "units.csv:3:4 error missing-parent b\n" },
    { "cycle-and-duplicate", U "a,A,x,b\nb,B,x,a\nb,B,x,\n", NULL, NULL,
      "units.csv:4:1 error duplicate-id b\nunits.csv:2:4 error cycle a [a b]\n" },
    { "bad-opened", "id,name,opened\na,A,13/2021\n", NULL, NULL, "units.csv:2:3 error bad-date a\n" },
    { "bad-closed", "id,name,closed\na,A,yesterday\n", NULL, NULL, "units.csv:2:3 error bad-date a\n" },
    { "american-date", "id,name,opened\na,A,01/31/2020\n", NULL, NULL, "" },
    { "serial-date", "id,name,opened\na,A,44197\n", NULL, NULL, "" },
    { "two-digit-year", "id,name,opened\na,A,01/02/20\n", NULL, NULL,
      "units.csv:2:3 error ambiguous-dates\nunits.csv:1:3 warning two-digit-year\n" },
    { "unnamed-column", "id,name,\"\"\na,A,x\n", NULL, NULL, "" },
    { "header-only-quotes", "\"id\",\"name\"\n\"a\",\"A\"\n", NULL, NULL, "" },
    { "pipe-separated", "id|name|parent_id\na|A|\n", NULL, NULL, "units.csv:1:1 error missing-column\n" },
    { "space-separated", "id name parent_id\na A -\n", NULL, NULL, "units.csv:1:1 error missing-column\n" },
    { "mixed-line-ends", "id,name,parent_id\r\na,A,\nb,B,zz\r\n", NULL, NULL,
      "units.csv:3:3 error missing-parent b\n" },
    { "lf-cr", "id,name,parent_id\n\ra,A,\n\rb,B,zz\n\r", NULL, NULL, "units.csv:5:3 error missing-parent b\n" },
    { "line-separator-letter", U "a,Al\xE2\x80\xA8pha,city,\nb,Beta,room,zz\n", NULL, NULL,
      "units.csv:3:4 error missing-parent b\n" },
    { "quote-before-blank", U "a, \"Alpha, east\",city,\nb,B,room,zz\n", NULL, NULL,
      "units.csv:3:4 error missing-parent b\n" },
    { "blank-after-quote", U "a,\"Alpha\" ,city,\nb,B,room,zz\n", NULL, NULL,
      "units.csv:3:4 error missing-parent b\n" },
    { "single-quotes", U "a,'Alpha, east',city,\n", NULL, NULL, "units.csv:2:4 error missing-parent a\n" },
    { "surrogate-in-utf-8", U "a,\xED\xA0\x80,city,\n", NULL, NULL, "units.csv:2:2 warning bad-encoding\n" },
    { "overlong-utf-8", U "a,\xC0\xAF,city,\n", NULL, NULL, "units.csv:2:2 warning bad-encoding\n" },
    { "bom-inside",
      U "a,\xEF\xBB\xBF"
        "Alpha,city,\nb,B,room,zz\n",
      NULL, NULL, "units.csv:3:4 error missing-parent b\n" },

    /* figures and people as people type them */
    { "fte-percent", ROOT, P "p1,a,,staff,,,,50%,,,\n", NULL, "posts.csv:2:8 error bad-number p1\n" },
    { "fte-fraction", ROOT, P "p1,a,,staff,,,,1/2,,,\n", NULL, "posts.csv:2:8 error bad-number p1\n" },
    { "fte-thousands", ROOT, P "p1,a,,staff,,,,\"1,000.5\",,,\n", NULL, "" },
    { "fte-exponent", ROOT, P "p1,a,,staff,,,,5e-1,,,\n", NULL, "" },
    { "fte-plus", ROOT, P "p1,a,,staff,,,,+1,,,\n", NULL, "" },
    { "fte-inf", ROOT, P "p1,a,,staff,,,,inf,,,\n", NULL, "posts.csv:2:8 error bad-number p1\n" },
    { "fte-arabic-digits", ROOT, P "p1,a,,staff,,,,\xD9\xA1,,,\n", NULL, "posts.csv:2:8 error bad-number p1\n" },
    { "fte-dash", ROOT, P "p1,a,,staff,,,,-,,,\n", NULL, "posts.csv:2:8 error bad-number p1\n" },
    { "fte-long", ROOT, P "p1,a,,staff,,,,1.0000000000000000000000000000000000000000000000000000000000000000000,,,\n",
      NULL, "posts.csv:2:8 error bad-number p1\n" },
    { "coefficient-comma", ROOT, P "p1,a,,staff,,,\"2,34\",1,,,\n", NULL, "" },
    { "coefficient-above", ROOT, P "p1,a,,staff,,,601,1,,,\n", NULL, "posts.csv:2:7 error bad-number p1\n" },
    { "filled-words", ROOT, P "p1,a,,staff,,,,1,1,yes,\n", NULL, "posts.csv:2:10 error bad-number p1\n" },
    { "boss-chain-into-cycle", ROOT, P "p1,a,,staff,,,,1,,,p2\np2,a,,staff,,,,1,,,p3\np3,a,,staff,,,,1,,,p2\n", NULL,
      "posts.csv:3:11 error cycle p2 [p2 p3]\n" },
    { "boss-of-abolished-group", ROOT, P "g,a,,staff,,,,1,0,,\np1,a,,staff,,,,1,,,g\n", NULL,
      "posts.csv:3:11 error missing-boss p1\n" },
    { "closed-boss", ROOT,
      "id,unit_id,reports_to,closed\np1,a,,\np2,a,p1,2020-02\np3,a,p2,2020-01\np4,a,p3,\np5,a,p3,2020-01\n", NULL,
      "posts.csv:5:3 error closed-boss p4\n" },
    { "closed-boss-at-the-top", ROOT, "id,unit_id,reports_to,closed\np1,a,,2020-01\np2,a,p1,\n", NULL,
      "posts.csv:3:3 error closed-boss p2\n" },
    { "second-lines", ROOT,
      "id,unit_id,also_reports_to,assigned,closed\np1,a,;p9 ; p2;,,\np2,a,p1;p2,,\np3,a,p4,,\np4,a,p1,,2020-01\n"
      "g,a,g#2;p1#1;g#4,3,\n",
      NULL,
      "posts.csv:3:3 error self-boss p2\nposts.csv:4:3 error closed-boss p3\nposts.csv:6:3 error self-boss g\n"
      "posts.csv:2:3 error missing-boss p1\nposts.csv:6:3 error missing-boss g\n"
      "posts.csv:6:3 error missing-boss g\n" },
    { "closed-post", ROOT, "id,unit_id,closed\np1,a,2020-01\n", H "h1,Lan,,F,,p1,\n",
      "people.csv:2:6 error closed-post h1\n" },
    { "person-in-second-group-post", ROOT, P "g,a,,staff,,,,1,2,,\n", H "h1,Lan,,F,,g#2,\nh2,Hoa,,F,,g#2,\n",
      "people.csv:3:6 error several-holders h2\n" },
    { "person-beyond-group", ROOT, P "g,a,,staff,,,,1,2,,\n", H "h1,Lan,,F,,g#3,\n",
      "people.csv:2:6 error missing-post h1\n" },
    { "person-without-posts-file", ROOT, NULL, H "h1,Lan,,F,,p1,\n", "people.csv:2:6 error missing-post h1\n" },
    { "born-this-month", ROOT, P1, H "h1,Lan,2021-01,F,,p1,\n", "people.csv:2:3 warning odd-date h1\n" },
    { "left-with-a-post", ROOT, P1, "id,name,post_id,state\nh1,Lan,p1,left\n",
      "people.csv:2:3 warning left-with-post h1\n" },
    { "kept-for-nobody", ROOT, "id,unit_id,kept_for\np1,a,h9\np2,a,h1\np3,a,h2\n",
      "id,name,post_id,state\nh1,Lan,p2,employed\nh2,Mai,,left\n",
      "posts.csv:2:3 warning kept-for p1\nposts.csv:3:3 warning kept-for p2\nposts.csv:4:3 warning kept-for p3\n" },
    { "hired-later", ROOT, P1, H "h1,Lan,1980-01,F,2030-01,p1,\n", "people.csv:2:5 warning odd-date h1\n" },
    { "rating-half", ROOT, P1, H "h1,Lan,,F,,p1,4.5\n", "people.csv:2:7 error bad-number h1\n" },
    { "second-post-missing", ROOT, P1, "id,name,post_id,second_post_id\nh1,Lan,p1,p9\n",
      "people.csv:2:4 error missing-post h1\n" },
    { "second-post-same", ROOT, P1, "id,name,post_id,second_post_id\nh1,Lan,p1,p1\n",
      "people.csv:2:4 error several-holders h1\n" },
    { "unknown-state", ROOT, P1, "id,name,post_id,state\nh1,Lan,p1,asleep\n",
      "people.csv:2:4 warning unknown-state h1\n" },

    /* all at once */
    { "all-files-at-once", ROOT "a,Again,,\n", P "p1,zz,,,,,,x,,,p9\n", H "h1,Lan,1980-99,F,,p7,9\n",
      "units.csv:3:1 error duplicate-id a\nposts.csv:2:8 error bad-number p1\npeople.csv:2:3 error bad-date h1\n"
      "people.csv:2:7 error bad-number h1\nposts.csv:2:2 error missing-unit p1\nposts.csv:2:11 error missing-boss p1\n"
      "people.csv:2:6 error missing-post h1\n" },
    { "header-synonyms", "Mã,Tên đơn vị,Đơn vị cấp trên\nx,A,\ny,B,zz\n", NULL, NULL,
      "units.csv:3:3 error missing-parent y\n" },
    { "english-synonyms", "Code,Unit Name,Parent\nx,A,\ny,B,zz\n", NULL, NULL,
      "units.csv:3:3 error missing-parent y\n" },
    { "quota-synonyms", ROOT, "Mã,Đơn vị,Biên chế giao,Có mặt\nq,a,3,4\n", NULL,
      "posts.csv:2:4 error filled-above-assigned q\n" },
};

G_STATIC_ASSERT(G_N_ELEMENTS(cases) >= 176);

static void
describe(const OrgDiag *diag, GString *out)
{
    if (diag->severity == ORG_SEVERITY_NOTE)
        return;
    g_string_append_printf(out, "%s:%u:%u %s %s", diag->file ? diag->file : "-", diag->line, diag->column,
                           diag->severity == ORG_SEVERITY_ERROR ? "error" : "warning", diag->code);
    if (diag->id)
        g_string_append_printf(out, " %s", diag->id);
    if (diag->ids) {
        g_autofree char *ids = g_strjoinv(" ", diag->ids);
        g_string_append_printf(out, " [%s]", ids);
    }
    g_string_append_c(out, '\n');
}

static GBytes *
units_of(const Case *c)
{
    static const char with_nul[] = U "a,Al\0pha,city,\n";
    return c->units ? bytes_of(c->units) : g_bytes_new_static(with_nul, sizeof with_nul - 1);
}

static Org *
import_case(const Case *c, gboolean lenient, OrgDiags *diags, gboolean *refused)
{
    g_autoptr(GBytes) units = units_of(c);
    g_autoptr(GBytes) posts = bytes_of(c->posts);
    g_autoptr(GBytes) people = bytes_of(c->people);
    OrgImport import = { "units.csv",
                         c->posts ? "posts.csv" : NULL,
                         c->people ? "people.csv" : NULL,
                         units,
                         posts,
                         people,
                         ORG_MONTH(2021, 1),
                         lenient };
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(GError) error = NULL;
    Org *org = org_import_csv_report(&import, dict, diags, refused, &error);
    g_assert_no_error(error); /* whatever was wrong was repaired or left out */
    return org;
}

static void
check_case(gconstpointer data)
{
    const Case *c = data;
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(GString) actual = g_string_new(NULL);
    gboolean refused;
    g_autoptr(Org) org = import_case(c, FALSE, diags, &refused);

    for (guint i = 0; i < org_diags_size(diags); i++)
        describe(org_diags_get(diags, i), actual);
    if (strcmp(actual->str, c->expected) != 0) {
        g_autoptr(GString) all = g_string_new(NULL);
        org_diags_print(ORG_LANG_EN, diags, ORG_SEVERITY_NOTE, 0, all);
        g_test_message("%s", all->str);
    }
    g_assert_cmpstr(actual->str, ==, c->expected);
    g_assert_cmpint(refused, ==, strstr(c->expected, " error ") != NULL);
}

/* A lenient import of the same file ends in a sound organisation, and tells what it did about each error. */
static void
check_lenient(gconstpointer data)
{
    const Case *c = data;
    g_autoptr(OrgDiags) diags = org_diags_new();
    gboolean refused;
    guint fatal = 0, warnings = 0, repairs = 0, errors = 0;
    g_autoptr(Org) org = import_case(c, TRUE, diags, &refused);
    g_autoptr(GError) error = NULL;

    for (guint i = 0; i < org_diags_size(diags); i++) {
        const OrgDiag *diag = org_diags_get(diags, i);
        fatal += diag->severity == ORG_SEVERITY_ERROR;
        warnings += diag->severity == ORG_SEVERITY_WARNING;
        repairs += strcmp(diag->code, "repair") == 0;
    }
    for (const char *p = c->expected; (p = strstr(p, " error ")); p++)
        errors++;
    g_assert_cmpint(refused, ==, fatal > 0);
    if (errors > fatal)
        g_assert_cmpuint(repairs, >, 0);
    g_assert_true(org_check(org, &error));
    g_assert_no_error(error);
}

static void
test_case(gconstpointer data)
{
    run_limited(check_case, data);
}

static void
test_lenient(gconstpointer data)
{
    run_limited(check_lenient, data);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions(); /* all cases that differ, not the first */
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *strict = g_strconcat("/exchange/malformed/", cases[i].name, NULL);
        g_autofree char *lenient = g_strconcat("/exchange/lenient/", cases[i].name, NULL);
        g_test_add_data_func(strict, &cases[i], test_case);
        g_test_add_data_func(lenient, &cases[i], test_lenient);
    }
    return g_test_run();
}
