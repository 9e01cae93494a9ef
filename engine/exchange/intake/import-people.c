// SPDX-License-Identifier: MIT
#include "intake.h"
#include "../../base/message.h"
#include <string.h>

static const OrgCodeName sexes[] = { { "F", ORG_FEMALE },  { "M", ORG_MALE },        { "f", ORG_FEMALE },
                                     { "m", ORG_MALE },    { "female", ORG_FEMALE }, { "male", ORG_MALE },
                                     { "nữ", ORG_FEMALE }, { "nam", ORG_MALE },      { NULL, 0 } };
static const OrgCodeName states[] = {
    { "employed", ORG_EMPLOYED }, { "surplus", ORG_SURPLUS }, { "left", ORG_LEFT }, { NULL, 0 }
};

static guint8
read_code(OrgIntake *in, OrgTableIn *tab, const OrgRecord *record, OrgField field, const OrgCodeName *names,
          const char *code, const char *expected, const char *id)
{
    OrgCell cell = org_cell_get(record, &tab->header, field);
    gboolean unknown;
    guint8 value = org_cell_code(cell, names, &unknown);

    if (!unknown)
        return value;
    g_autofree char *composed = g_utf8_normalize(cell.text, (gssize) cell.size, G_NORMALIZE_NFC);
    g_autofree char *lower = g_utf8_strdown(composed ? composed : "", -1);
    value = org_cell_code((OrgCell){ lower, strlen(lower) }, names, &unknown);
    if (unknown)
        org_intake_problem(in, tab, ORG_SEVERITY_WARNING, code, record->line, field, id,
                           "%s %s is none of %s; it is taken as not known", org_field_info(ORG_PEOPLE, field)->name,
                           org_quoted(lower), expected);
    return value;
}

/* A date that cannot be: taken as not known when the import goes on. */
static void
impossible(OrgIntake *in, OrgTableIn *tab, const OrgPersonIn *person, OrgField field, OrgMonth *month, const char *id,
           const char *why)
{
    org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "bad-date", person->line, field, id, "person %s is %s",
                       org_quoted(id), why);
    org_intake_repair(in, tab, person->line, field, id, "the date was taken as not known");
    *month = ORG_UNKNOWN;
}

static void
check_dates(OrgIntake *in, OrgTableIn *tab, OrgPersonIn *person, const char *id)
{
    const OrgMonth now = in->import->date, youngest = 14 * 12, oldest = 100 * 12;

    if (person->born != ORG_UNKNOWN && person->born > now)
        impossible(in, tab, person, ORG_FIELD_BORN, &person->born, id, M_("born after the date of this snapshot"));
    else if (person->born != ORG_UNKNOWN && now - person->born > oldest && person->state != ORG_LEFT)
        org_intake_problem(in, tab, ORG_SEVERITY_WARNING, "odd-date", person->line, ORG_FIELD_BORN, id,
                           "person %s would be %d years old", org_quoted(id), (now - person->born) / 12);
    else if (person->born != ORG_UNKNOWN && now - person->born < youngest && person->hired == ORG_UNKNOWN &&
             person->state != ORG_LEFT)
        org_intake_problem(in, tab, ORG_SEVERITY_WARNING, "odd-date", person->line, ORG_FIELD_BORN, id,
                           "person %s would be only %d years old at the date of this snapshot", org_quoted(id),
                           (now - person->born) / 12);
    if (person->hired == ORG_UNKNOWN)
        return;
    if (person->born != ORG_UNKNOWN && person->hired < person->born)
        impossible(in, tab, person, ORG_FIELD_HIRED, &person->hired, id, M_("hired before being born"));
    else if (person->born != ORG_UNKNOWN && person->hired - person->born < youngest)
        org_intake_problem(in, tab, ORG_SEVERITY_WARNING, "odd-date", person->line, ORG_FIELD_HIRED, id,
                           "person %s would be hired at the age of %d", org_quoted(id),
                           (person->hired - person->born) / 12);
    else if (person->hired > now)
        org_intake_problem(in, tab, ORG_SEVERITY_WARNING, "odd-date", person->line, ORG_FIELD_HIRED, id,
                           "person %s is hired after the date of this snapshot", org_quoted(id));
}

static gboolean
take_id(OrgIntake *in, OrgTableIn *tab, const OrgRecord *record, OrgPersonIn *person)
{
    person->id = org_intake_id(in, tab, record, ORG_FIELD_ID, &person->ordinal);
    if (person->id)
        return TRUE;
    org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "blank-id", record->line, ORG_FIELD_ID, NULL,
                       "the person has no id");
    org_intake_repair(in, tab, record->line, ORG_FIELD_ID, NULL, "the row was left out");
    return FALSE;
}

static gboolean
months_agree(OrgMonth a, OrgMonth b)
{
    return a == b || a == ORG_UNKNOWN || b == ORG_UNKNOWN;
}

static guint32
fte_of(const OrgIntake *in, OrgWord post, guint32 ordinal)
{
    const OrgTableIn *tab = &in->tables[ORG_POSTS];
    guint32 at = tab->rows && tab->rows->len ? org_id_map_find(&tab->ids, post, ordinal) : ORG_NONE;
    return at == ORG_NONE ? 1000 : g_array_index(tab->rows, OrgPostIn, at).fte;
}

/* The post that a further row names: the second of the person, unless it is the larger. FALSE: there are two already. */
static gboolean
add_post(const OrgIntake *in, OrgPersonIn *first, OrgWord post, guint32 ordinal)
{
    if (!post || (post == first->post && ordinal == first->post_ordinal) ||
        (post == first->second && ordinal == first->second_ordinal))
        return TRUE;
    if (first->post && first->second)
        return FALSE;
    gboolean is_main = !first->post || fte_of(in, post, ordinal) > fte_of(in, first->post, first->post_ordinal);
    if (is_main && first->post) {
        first->second = first->post;
        first->second_ordinal = first->post_ordinal;
    }
    *(is_main ? &first->post : &first->second) = post;
    *(is_main ? &first->post_ordinal : &first->second_ordinal) = ordinal;
    return TRUE;
}

/* A row of an id that is there already: a second post of the same person, or an error. */
static void
join_rows(OrgIntake *in, OrgTableIn *tab, const OrgPersonIn *person, guint32 at)
{
    OrgPersonIn *first = &g_array_index(tab->rows, OrgPersonIn, at);
    const char *id = org_spell_id(in->dict, person->id, person->ordinal);
    gboolean same = (!person->name || !first->name || person->name == first->name) &&
                    months_agree(person->born, first->born) && months_agree(person->hired, first->hired) &&
                    (!person->sex || !first->sex || person->sex == first->sex) && person->state == first->state;

    if (same && (person->post || person->second) && add_post(in, first, person->post, person->post_ordinal) &&
        add_post(in, first, person->second, person->second_ordinal)) {
        org_intake_problem(
            in, tab, ORG_SEVERITY_NOTE, "second-post", person->line, ORG_FIELD_ID, id,
            "%s stands in row %u already: this row names a post of the same person, and was joined with it",
            org_quoted(id), ORG_LINE(first->line));
        return;
    }
    if (ORG_LINE_FILE(first->line) != ORG_LINE_FILE(person->line))
        org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "duplicate-id", person->line, ORG_FIELD_ID, id,
                           "id %s stands in row %u of %s already; each person needs an id of their own", org_quoted(id),
                           ORG_LINE(first->line), org_intake_path(tab, first->line));
    else
        org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "duplicate-id", person->line, ORG_FIELD_ID, id,
                           "id %s stands in row %u already; each person needs an id of their own", org_quoted(id),
                           ORG_LINE(first->line));
    org_intake_repair(in, tab, person->line, ORG_FIELD_ID, id, "the row was left out; the first row of %s counts",
                      org_quoted(id));
}

/* One person under two ids. Names never stand in the message. */
static void
tell_alike(OrgIntake *in, OrgTableIn *tab)
{
    OrgIdMap seen = { 0 };

    for (guint i = 0; i < tab->rows->len && !org_intake_is_ours(in, tab); i++) {
        const OrgPersonIn *person = &g_array_index(tab->rows, OrgPersonIn, i);
        if (!person->name || person->born == ORG_UNKNOWN || person->state == ORG_LEFT)
            continue;
        guint32 at = org_id_map_add(&seen, person->name, (guint32) person->born, i);
        if (at == ORG_NONE)
            continue;
        const OrgPersonIn *first = &g_array_index(tab->rows, OrgPersonIn, at);
        const char *id = org_spell_id(in->dict, person->id, person->ordinal);
        if (first->sex == person->sex && first->hired == person->hired)
            org_intake_problem(in, tab, ORG_SEVERITY_WARNING, "possible-duplicate-person", person->line, ORG_FIELD_ID,
                               id, "%s and %s have the same name, birth, sex and hiring: one person in two posts?",
                               org_quoted(org_spell_id(in->dict, first->id, first->ordinal)), org_quoted(id));
    }
    org_id_map_clear(&seen);
}

/* A grade in words, as Decree 90/2020 has them, or a number. */
static guint8
read_rating(OrgIntake *in, OrgTableIn *tab, const OrgRecord *record, const char *id)
{
    OrgCell cell = org_cell_get(record, &tab->header, ORG_FIELD_RATING);
    g_autofree char *text = g_strndup(cell.text, cell.size);
    guint8 rating;

    if (cell.size > 0 && org_rating_of(text, &rating))
        return rating;
    return (guint8) org_intake_number(in, tab, record, ORG_FIELD_RATING, id, 1, 5, 1, 0);
}

static void
read_person(OrgIntake *in, OrgTableIn *tab, const OrgRecord *record)
{
    OrgPersonIn person = { .line = record->line };

    if (tab->header.column[ORG_FIELD_ID] < 0 || !take_id(in, tab, record, &person))
        return;
    const char *id = org_spell_id(in->dict, person.id, person.ordinal);
    person.name = org_intake_word(in, tab, record, ORG_FIELD_NAME);
    person.unit = org_intake_word(in, tab, record, ORG_FIELD_UNIT);
    person.reason = org_intake_word(in, tab, record, ORG_FIELD_REASON);
    person.post = org_intake_id(in, tab, record, ORG_FIELD_POST, &person.post_ordinal);
    person.second = org_intake_id(in, tab, record, ORG_FIELD_SECOND, &person.second_ordinal);
    person.born = org_intake_month(in, tab, record, ORG_FIELD_BORN, id, ORG_UNKNOWN);
    person.hired = org_intake_month(in, tab, record, ORG_FIELD_HIRED, id, ORG_UNKNOWN);
    person.since = org_intake_month(in, tab, record, ORG_FIELD_SINCE, id, ORG_UNKNOWN);
    person.sex = read_code(in, tab, record, ORG_FIELD_SEX, sexes, "unknown-sex", "F, M", id);
    person.state = read_code(in, tab, record, ORG_FIELD_STATE, states, "unknown-state", "employed, surplus, left", id);
    person.rating = read_rating(in, tab, record, id);
    person.coefficient = (guint16) org_intake_number(in, tab, record, ORG_FIELD_COEFFICIENT, id, 0, 600, 100, 0);
    guint32 first = org_id_map_add(&tab->ids, person.id, person.ordinal, tab->rows->len);
    if (first != ORG_NONE) {
        join_rows(in, tab, &person, first);
        return;
    }
    check_dates(in, tab, &person, id);
    g_array_append_val(tab->rows, person);
    org_intake_push_attributes(in, tab, record);
}

void
org_intake_people(OrgIntake *in)
{
    OrgTableIn *tab = &in->tables[ORG_PEOPLE];

    tab->rows = g_array_new(FALSE, FALSE, sizeof(OrgPersonIn));
    if (!tab->bytes)
        return;
    org_intake_read(in, tab, ORG_FIELD_ID, read_person);
    tell_alike(in, tab);
}
