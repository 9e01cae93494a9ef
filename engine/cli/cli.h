// SPDX-License-Identifier: MIT
/* Commands: each is one const entry in a file of its own; main.c is the table. Data goes to stdout, everything else to
 * stderr. */
#pragma once
#include "../po/lang.h"
#include <jansson.h>

/* Which language is spoken where. What programs read (--json, --csv) is English whatever the screen speaks. */
typedef struct {
    OrgLang screen; /* by --lang, else by the locale */
    OrgLang
        files; /* of charts, reports and workbooks: by --lang, else English, for a locale never changes the bytes of a file */
} OrgSpeech;

typedef struct OrgCommand {
    const char *name;
    const char *usage;                                    /* after "orgsim NAME" */
    const char *summary;                                  /* one line */
    const char *examples;                                 /* shown by --help, each line an example */
    int (*run)(const OrgSpeech *, int argc, char **argv); /* argv[0] is the command's name; returns the exit status */
} OrgCommand;

enum {
    ORG_EXIT_DONE = 0,
    ORG_EXIT_CHECK = 1,
    ORG_EXIT_USAGE = 2,
    ORG_EXIT_INPUT = 3,
    ORG_EXIT_PLUGIN = 4,
    ORG_EXIT_STORAGE = 5,
    ORG_EXIT_INTERRUPTED = 130
};

extern const OrgCommand org_cmd_import, org_cmd_check, org_cmd_run, org_cmd_runs, org_cmd_show, org_cmd_explain,
    org_cmd_query, org_cmd_chart, org_cmd_export, org_cmd_plugin, org_cmd_scenario, org_cmd_doctor, org_cmd_impact,
    org_cmd_compare, org_cmd_report, org_cmd_render, org_cmd_whatif, org_cmd_reach, org_cmd_sweep;

/* Parse options by entries; a problem or a wrong number of arguments prints a sentence and the usage. TRUE to go on,
 * else *status is the exit status (--help gives 0). min, max: arguments after options (max -1: any). */
gboolean org_cli_options(OrgLang lang, const OrgCommand *command, const GOptionEntry *entries, int *argc, char ***argv,
                         int min, int max, int *status);

/* --format, as `export` has it, for commands whose forms are options of their own. */
#define ORG_FORMAT_OPTION(place)                                                                                       \
    {                                                                                                                  \
        "format", 'f', 0, G_OPTION_ARG_STRING, place,                                                                  \
            N_("text, csv, xlsx or json: the same as the option of that name"), "FORMAT"                               \
    }
/* Sets the option of that name. FALSE, with a sentence told, when there is none. NULL and "text" set nothing. */
gboolean org_cli_form(OrgLang lang, const char *format, gboolean *csv, gboolean *xlsx, gboolean *json);
/* --output-limit, of what one chart or report may write. 0: not given. */
#define ORG_OUTPUT_LIMIT_OPTION(place)                                                                                 \
    {                                                                                                                  \
        "output-limit", 0, 0, G_OPTION_ARG_INT, place,                                                                 \
            N_("Megabytes that a renderer may write for one chart or report (512)"), "MB"                              \
    }
gboolean org_cli_output_limit(OrgLang lang, gint megabytes); /* FALSE, with a sentence told: it is none */
/* --mask; org_mask_parse reads its list. */
#define ORG_MASK_OPTION(place)                                                                                         \
    {                                                                                                                  \
        "mask", 0, 0, G_OPTION_ARG_STRING, place, N_("Leave out of the output: names, pay, born (ids stay)"), "LIST"   \
    }
#define ORG_ALLOW_OPTION(place)                                                                                        \
    {                                                                                                                  \
        "allow", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, place,                                                             \
            N_("Let the scenario read files of this folder too, besides its own; may be repeated"), "DIR"              \
    }
gboolean org_cli_allow(OrgLang lang, char **folders); /* FALSE, with a sentence told: one is no folder */
/* "orgsim: sentence" on stderr; returns status. */
int org_cli_fail(OrgLang lang, int status, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* The same for an error, which is freed; the status that its domain means when status is 0. */
int org_cli_fail_error(OrgLang lang, int status, GError *error);

/* What is said when memory runs out, and in which language. First of all. */
void org_memory_begin(OrgLang lang);

/* ---- standard output */

void org_stdout_begin(void); /* before anything is opened */
/* A document and a line end. What goes wrong is told by org_stdout_end(). */
void org_stdout_json(const json_t *doc);
/* Last of all: status, or ORG_EXIT_STORAGE, with a sentence told, when not all that was printed was taken. */
int org_stdout_end(OrgLang lang, int status);
