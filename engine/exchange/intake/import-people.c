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
    if (!person->id) {
        org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "blank-id", record->line, ORG_FIELD_ID, NULL,
                           "the person has no id");
        org_intake_repair(in, tab, record->line, ORG_FIELD_ID, NULL, "the row was left out");
        return FALSE;
    }
    guint32 first = org_id_map_add(&tab->ids, person->id, person->ordinal, tab->rows->len);
    if (first == ORG_NONE)
        return TRUE;
    const char *id = org_spell_id(in->dict, person->id, person->ordinal);
    org_intake_problem(in, tab, ORG_SEVERITY_ERROR, "duplicate-id", record->line, ORG_FIELD_ID, id,
                       "id %s stands in line %u already; each person needs an id of their own", org_quoted(id),
                       g_array_index(tab->rows, OrgPersonIn, first).line);
    org_intake_repair(in, tab, record->line, ORG_FIELD_ID, id, "the row was left out; the first row of %s counts",
                      org_quoted(id));
    return FALSE;
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
    person.rating = (guint8) org_intake_number(in, tab, record, ORG_FIELD_RATING, id, 1, 5, 1, 0);
    person.coefficient = (guint16) org_intake_number(in, tab, record, ORG_FIELD_COEFFICIENT, id, 0, 600, 100, 0);
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
    org_intake_read(in, tab, read_person);
    org_intake_need(in, tab, ORG_FIELD_ID);
}
