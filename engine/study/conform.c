// SPDX-License-Identifier: MIT
#include "conform-private.h"
#include "../base/error.h"
#include "library-look.h"
#include "open.h"
#include <string.h>

/* In the order in which they are told. */
enum {
    DESCRIPTOR,
    IMPORTS,
    GLOBALS,
    WALLS,
    CALLS,
    MEMBERS,
    CHANCE,
    SERIES,
    MEASURED,
    COLUMNS,
    PARAMETERS,
    TWICE,
    PROCESS,
    BLOCKS,
    STRIDES,
    CLOCK,
    UNDO,
    TESTS
};
static const struct {
    const char *name, *meaning;
} known[TESTS] = {
    [DESCRIPTOR] = { "descriptor", N_("the library loads, and what it says of itself is whole") },
    [IMPORTS] = { "imports", N_("it needs no function that starts, opens, draws or waits for something") },
    [GLOBALS] = { "globals", N_("it has no variables that a call could leave something in") },
    [WALLS] = { "walls", N_("no call tries what the sandbox forbids") },
    [CALLS] = { "calls", N_("every call returns, with a sentence where it fails") },
    [MEMBERS] = { "members", N_("it calls only what features of its kind may call") },
    [CHANCE] = { "chance", N_("it draws only where it declares that it does") },
    [SERIES] = { "series", N_("it measures only series that it declares") },
    [MEASURED] = { "measured", N_("it measures nothing twice in one call") },
    [COLUMNS] = { "columns", N_("it changes the organisation by verbs alone") },
    [PARAMETERS] = { "parameters", N_("it bears each parameter at its bounds, and each choice") },
    [TWICE] = { "twice", N_("the same call does the same again") },
    [PROCESS] = { "process", N_("it does the same in another process, at other addresses") },
    [BLOCKS] = { "blocks", N_("it does the same in blocks of people of any size") },
    [STRIDES] = { "strides", N_("it does the same when entries of tables lie further apart") },
    [CLOCK] = { "clock", N_("it does the same at another time of day, and under another clock of the scenario") },
    [UNDO] = { "undo", N_("a call that is undone leaves the organisation as it was, to the byte") },
};

#define FIRST_COMPARED TWICE

typedef struct {
    OrgConformReport *report;
    const char *path;
    Org *town;
    OrgOpened *opened;         /* NULL: no run was named */
    OrgWorker *worker, *other; /* other: a process of its own */
    GError **error;
    gboolean asked[TESTS]; /* of a call that was carried out */
} Kit;

static OrgConformTest *
test_of(Kit *kit, guint test)
{
    return kit->report->tests->pdata[test];
}

/* why: taken. The first counts. */
static void
fail(Kit *kit, guint test, const OrgConformCase *one, char *why)
{
    OrgConformTest *t = test_of(kit, test);
    g_autofree char *taken = why;

    if (t->verdict == ORG_CONFORM_FAILED)
        return;
    t->verdict = ORG_CONFORM_FAILED;
    g_free(t->why);
    t->why = !one                 ? org_message_new("%s", taken)
             : one->tried != NULL ? org_message_new("%s (%s): %s", one->feature->name, one->tried, taken)
                                  : org_message_new("%s: %s", one->feature->name, taken);
}

static void
not_asked(Kit *kit, guint test, const char *why)
{
    OrgConformTest *t = test_of(kit, test);

    if (t->verdict != ORG_CONFORM_PASSED)
        return;
    t->verdict = ORG_CONFORM_NOT_ASKED;
    t->why = org_message_new("%s", why);
}

static gboolean
has_failed(Kit *kit, guint test)
{
    return test_of(kit, test)->verdict == ORG_CONFORM_FAILED;
}

/* ---- the file */

/* Each with a blank before and after it: processes, files, the network, chance, the surroundings, ends, waiting. */
static const char forbidden[] =
    " fork vfork system popen posix_spawn posix_spawnp clone pthread_create thrd_create open open64 openat openat64 "
    "creat fopen "
    "fopen64 freopen opendir unlink rename mkdir tmpfile mkstemp socket connect bind getaddrinfo ptrace syscall mmap "
    "mprotect "
    "dlopen rand rand_r random srand srandom drand48 lrand48 arc4random arc4random_uniform getrandom getentropy getenv "
    "secure_getenv setenv putenv setlocale signal sigaction kill raise exit _exit abort sleep usleep nanosleep longjmp "
    "getpid "
    "gethostname execv execve execvp execl execlp execle fexecve ";
static const char clocks[] =
    " time clock clock_gettime gettimeofday ftime timespec_get localtime localtime_r gmtime times ";

static gboolean
is_among(const char *names, const char *name)
{
    g_autofree char *word = g_strdup_printf(" %s ", name);

    return strstr(names, word) != NULL;
}

static void
look_at_file(Kit *kit)
{
    g_autoptr(GError) why = NULL;
    g_autoptr(OrgLibraryLook) look = org_library_look(kit->path, &why);

    if (!look) {
        fail(kit, DESCRIPTOR, NULL, org_error_said(why));
        not_asked(kit, IMPORTS, M_("the file could not be looked at"));
        not_asked(kit, GLOBALS, M_("the file could not be looked at"));
        return;
    }
    for (guint i = 0; i < look->imports->len; i++) {
        const char *name = look->imports->pdata[i];
        if (is_among(forbidden, name))
            fail(kit, IMPORTS, NULL, org_said("it needs %s(), which no plugin may call", name));
        if (is_among(clocks, name))
            fail(kit, CLOCK, NULL, org_said("it needs %s(), which asks the machine for the time", name));
    }
    for (guint i = 0; i < look->globals->len; i++)
        fail(
            kit, GLOBALS, NULL,
            org_said("%s can be written to, and would last from call to call; make it const, or take it from scratch()",
                     (char *) look->globals->pdata[i]));
}

/* ---- calls */

/* What is against the rules goes to its test. TRUE: it is not. */
static gboolean
judge(Kit *kit, const OrgConformCase *one, OrgConformResult *came, guint crashes)
{
    guint test = crashes;

    if (came->how != ORG_CAME_WRONG)
        return TRUE;
    for (guint i = 0; came->test && i < TESTS; i++)
        if (!strcmp(came->test, known[i].name))
            test = i;
    fail(kit, test, one, g_strdup(came->why));
    return FALSE;
}

static OrgConformResult *
call(Kit *kit, OrgWorker *worker, const char *text, const OrgTrial *trial)
{
    return org_conform_run(worker, kit->town, text, kit->report->seed, trial, kit->error);
}

/* The same call under other conditions. FALSE: there is no worker. */
static gboolean
compare(Kit *kit, const OrgConformCase *one, const OrgConformResult *as, guint test, OrgWorker *worker,
        const OrgTrial *trial)
{
    g_autoptr(OrgConformResult) came = call(kit, worker, one->text, trial);

    if (!came)
        return FALSE;
    kit->asked[test] |= as->how == ORG_CAME_WELL;
    if (came->how == ORG_CAME_WRONG || came->how != as->how)
        fail(kit, test, one, org_said("now it fails: %s", came->why));
    else if (strcmp(came->state, as->state) != 0)
        fail(kit, test, one, org_said("it does something else"));
    return TRUE;
}

/* Two runs that differ anyway tell nothing of what they differ by. */
static gboolean
compare_clock(Kit *kit, const OrgConformCase *one, const OrgConformResult *as)
{
    static const OrgTrial later = { .clock = 400 * 24 * 3600 + 12345 };
    gboolean changes = one->feature->kind == ORG_OPERATOR || one->feature->kind == ORG_PROCESS;

    if (!compare(kit, one, as, CLOCK, kit->worker, &later))
        return FALSE;
    if (!changes)
        return TRUE;
    g_autofree char *monthly = org_conform_clock(one->text, "monthly");
    g_autoptr(OrgConformResult) came = call(kit, kit->worker, monthly, NULL);
    if (!came)
        return FALSE;
    if (strcmp(came->end, as->end) != 0)
        fail(kit, CLOCK, one,
             org_said("under clock: monthly the organisation ends otherwise than under clock: yearly"));
    return TRUE;
}

static gboolean
try_undo(Kit *kit, const OrgConformCase *one)
{
    static const OrgTrial undo = { .undo = TRUE };
    g_autoptr(OrgConformResult) came = call(kit, kit->worker, one->text, &undo);

    if (came && came->changed)
        fail(kit, UNDO, one, org_said("what it changed is not all undone"));
    else if (came && !came->restored)
        fail(kit, UNDO, one, org_said("it fails when it is to be undone: %s", came->why));
    kit->asked[UNDO] = TRUE;
    return came != NULL;
}

static gboolean
compare_all(Kit *kit, const OrgConformCase *one, const OrgConformResult *as)
{
    static const OrgTrial small = { .block_rows = 7 }, one_by_one = { .block_rows = 1 }, apart = { .stride_more = 24 };
    gboolean changes = one->feature->kind == ORG_OPERATOR;

    if (has_failed(kit, COLUMNS)) /* what it writes past the verbs is neither told nor undone */
        return TRUE;
    if (!compare(kit, one, as, TWICE, kit->worker, NULL))
        return FALSE;
    if (has_failed(kit, TWICE)) /* whatever else differs, differs anyway */
        return TRUE;
    if (!compare(kit, one, as, PROCESS, kit->other, NULL))
        return FALSE;
    if (one->feature->flags & ORG_BY_ROWS && (!compare(kit, one, as, BLOCKS, kit->worker, &small) ||
                                              !compare(kit, one, as, BLOCKS, kit->worker, &one_by_one)))
        return FALSE;
    return compare(kit, one, as, STRIDES, kit->worker, &apart) && compare_clock(kit, one, as) &&
           (!changes || as->how != ORG_CAME_WELL || try_undo(kit, one));
}

/* One way to call a feature. FALSE: there is no worker. */
static gboolean
try_case(Kit *kit, const OrgConformCase *one, gboolean *carried_out)
{
    OrgConformReport *report = kit->report;
    g_autoptr(OrgConformResult) came = call(kit, kit->worker, one->text, NULL);

    if (!came)
        return FALSE;
    if (one->past) {
        if (came->how != ORG_CAME_NO_PLAN)
            fail(kit, PARAMETERS, one, org_said("a value past its bounds is taken"));
        return TRUE;
    }
    report->calls++;
    report->refused += came->how == ORG_CAME_REFUSED;
    report->done += came->how == ORG_CAME_WELL;
    *carried_out |= came->how == ORG_CAME_WELL;
    if (came->how == ORG_CAME_NO_PLAN) {
        if (one->param < 0)
            fail(kit, PARAMETERS, one, org_said("as its descriptor has it, no scenario can call it: %s", came->why));
        return TRUE;
    }
    if (!judge(kit, one, came, one->param < 0 ? CALLS : PARAMETERS))
        return TRUE;
    return compare_all(kit, one, came);
}

static gboolean
try_renderer(Kit *kit, const OrgFeatureInfo *feature)
{
    OrgConformCase one = { .feature = feature, .param = -1 };
    g_autoptr(OrgConformResult) came = org_conform_render(kit->worker, kit->town, kit->opened, feature, kit->error);

    if (!came)
        return FALSE;
    kit->report->calls++;
    kit->report->refused += came->how == ORG_CAME_REFUSED;
    kit->report->done += came->how == ORG_CAME_WELL;
    if (came->how != ORG_CAME_WELL)
        g_ptr_array_add(kit->report->idle, g_strdup(feature->name));
    if (!judge(kit, &one, came, CALLS))
        return TRUE;
    for (guint k = 0; k < 2; k++) {
        kit->asked[k ? PROCESS : TWICE] |= came->how == ORG_CAME_WELL;
        g_autoptr(OrgConformResult) again =
            org_conform_render(k ? kit->other : kit->worker, kit->town, kit->opened, feature, kit->error);
        if (!again)
            return FALSE;
        if (strcmp(again->state, came->state) != 0 || again->how != came->how)
            fail(kit, k ? PROCESS : TWICE, &one, org_said("it writes something else"));
    }
    return TRUE;
}

static gboolean
try_feature(Kit *kit, const OrgFeatureInfo *feature)
{
    g_autoptr(GPtrArray) cases = org_conform_cases(feature);
    gboolean fine = TRUE, carried_out = FALSE;

    if (feature->kind == ORG_RENDERER)
        return try_renderer(kit, feature);
    for (guint i = 0; i < cases->len && fine; i++)
        fine = try_case(kit, cases->pdata[i], &carried_out);
    if (fine && !carried_out)
        g_ptr_array_add(kit->report->idle, g_strdup(feature->name));
    return fine;
}

/* ---- the whole */

static void
test_free(gpointer data)
{
    OrgConformTest *test = data;

    g_free(test->why);
    g_free(test);
}

static OrgConformReport *
report_new(const char *path, guint64 seed)
{
    OrgConformReport *report = g_new0(OrgConformReport, 1);

    report->path = g_strdup(path);
    report->plugin = g_strdup("");
    report->version = g_strdup("");
    report->seed = seed;
    report->tests = g_ptr_array_new_with_free_func(test_free);
    report->idle = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < TESTS; i++) {
        OrgConformTest *test = g_new0(OrgConformTest, 1);
        test->name = known[i].name;
        test->meaning = known[i].meaning;
        g_ptr_array_add(report->tests, test);
    }
    return report;
}

/* What nothing of the plugin asks for. */
static void
tell_not_asked(Kit *kit, const OrgCatalogue *catalogue)
{
    gboolean rows = FALSE, operators = FALSE, others = FALSE;

    for (guint i = 0; i < catalogue->features->len; i++) {
        const OrgFeatureInfo *feature = catalogue->features->pdata[i];
        rows |= (feature->flags & ORG_BY_ROWS) != 0;
        operators |= feature->kind == ORG_OPERATOR;
        others |= feature->kind != ORG_RENDERER;
    }
    if (!rows)
        not_asked(kit, BLOCKS, M_("no feature is called in blocks"));
    if (!operators)
        not_asked(kit, UNDO, M_("no feature is an operator"));
    if (!others) {
        not_asked(kit, STRIDES, M_("renderers alone are not asked this"));
        not_asked(kit, CLOCK, M_("renderers alone are not asked this"));
    }
    for (guint i = FIRST_COMPARED; i < TESTS; i++) {
        if (has_failed(kit, COLUMNS))
            not_asked(kit, i, M_("it changes the organisation past the verbs"));
        if (has_failed(kit, TWICE))
            not_asked(kit, i, M_("it does something else each time"));
        if (!kit->asked[i])
            not_asked(kit, i, M_("no call of that kind was carried out"));
    }
}

static gboolean
try_all(Kit *kit)
{
    const OrgCatalogue *catalogue = org_worker_catalogue(kit->worker);
    gboolean fine = TRUE;

    if (catalogue->features->len == 0) {
        const OrgBrokenPlugin *broken = catalogue->broken->len ? catalogue->broken->pdata[0] : NULL;
        fail(kit, DESCRIPTOR, NULL, broken ? g_strdup(broken->why) : org_said("%s: there is no such file", kit->path));
        for (guint i = WALLS; i < TESTS; i++)
            not_asked(kit, i, M_("it could not be loaded"));
        return TRUE;
    }
    const OrgPluginInfo *plugin = catalogue->plugins->pdata[0];
    g_free(kit->report->plugin);
    g_free(kit->report->version);
    kit->report->plugin = g_strdup(plugin->id);
    kit->report->version = g_strdup(plugin->version);
    for (guint i = 0; i < catalogue->features->len && fine; i++)
        fine = try_feature(kit, catalogue->features->pdata[i]);
    tell_not_asked(kit, catalogue);
    return fine;
}

OrgConformReport *
org_conform(const char *path, const OrgConformOptions *options, GError **error)
{
    g_autoptr(OrgConformReport) report = report_new(path, options->seed);
    g_auto(OrgOpened) opened = { 0 };
    g_autoptr(OrgWorker) worker = org_conform_worker(path, error);
    g_autoptr(OrgWorker) other = worker ? org_conform_worker(path, error) : NULL;
    Kit kit = { .report = report, .path = path, .worker = worker, .other = other, .error = error };

    if (!other || (options->run && !org_place_open(options->run, TRUE, &opened, error)))
        return NULL;
    kit.opened = options->run ? &opened : NULL;
    kit.town = org_conform_town(options->seed);
    look_at_file(&kit);
    gboolean fine = try_all(&kit);
    org_free(kit.town);
    return fine ? g_steal_pointer(&report) : NULL;
}

gboolean
org_conform_passed(const OrgConformReport *report)
{
    for (guint i = 0; i < report->tests->len; i++)
        if (((OrgConformTest *) report->tests->pdata[i])->verdict == ORG_CONFORM_FAILED)
            return FALSE;
    return TRUE;
}

void
org_conform_free(OrgConformReport *report)
{
    if (!report)
        return;
    g_free(report->path);
    g_free(report->plugin);
    g_free(report->version);
    g_ptr_array_unref(report->tests);
    g_ptr_array_unref(report->idle);
    g_free(report);
}
