// SPDX-License-Identifier: MIT
/* Columns of personal data that a simulation has no use for, known by their names. They are left out unless the mapping
 * file keeps them: what is not there cannot leak. */
#include "header.h"
#include <string.h>

typedef struct {
    const char *kind;
    const char *words[26]; /* spelled as org_header_loose_key() gives them, each word or several that stand together */
} Kind;

static const Kind kinds[] = {
    { "identity number",
      { "cccd", "cmnd", "cmtnd", "cancuoc", "chungminh", "sodinhdanh", "passport", "hochieu", "ssn", "socialsecurity",
        "nationalid", "identitynumber", "identitycard", "idcard", "idnumber", "nino", "driverlicense",
        "drivinglicence" } },
    { "phone",
      { "phone", "telephone", "tel", "mobile", "cellphone", "dienthoai", "sdt", "sodt", "didong", "fax", "zalo" } },
    { "e-mail", { "email", "mail", "thudientu" } },
    { "address", { "address",  "diachi",     "noio",       "noicutru",   "choo",         "hokhau",    "thuongtru",
                   "tamtru",   "quequan",    "nguyenquan", "noisinh",    "street",       "zip",       "zipcode",
                   "postcode", "postalcode", "postal",     "birthplace", "placeofbirth", "residence", "domicile" } },
    { "bank account",
      { "bank", "bankaccount", "nganhang", "taikhoan", "sotaikhoan", "sotk", "stk", "iban", "swift", "bic" } },
    { "tax number", { "taxid", "taxnumber", "taxcode", "taxpayer", "masothue", "mst" } },
    { "insurance number", { "bhxh", "bhyt", "bhtn", "sobaohiem", "baohiem", "insurance", "insurancenumber" } },
    { "health",
      { "health", "suckhoe", "disability", "disabled", "khuyettat", "thuongtat", "blood", "nhommau", "medical",
        "benh" } },
    { "ethnicity",
      { "ethnicity", "ethnic", "ethnicgroup", "race", "racedesc", "dantoc", "hispanic", "hispaniclatino" } },
    { "religion", { "religion", "religious", "tongiao", "faith" } },
};

/* Words of a name: at signs, and where a capital follows a small letter. */
static GPtrArray *
words_of(const char *name)
{
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    GString *word = g_string_new(NULL);
    gboolean small = FALSE;

    for (const char *p = name;; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        gboolean ends = !c || !(g_unichar_isalnum(c) || g_unichar_ismark(c)) || (small && g_unichar_isupper(c));
        if (ends && word->len) {
            char *key = org_header_loose_key(word->str);
            g_ptr_array_add(words, key);
            g_string_truncate(word, 0);
        }
        if (!c)
            break;
        if (g_unichar_isalnum(c) || g_unichar_ismark(c))
            g_string_append_unichar(word, c);
        small = g_unichar_islower(c);
    }
    g_string_free(word, TRUE);
    return words;
}

static gboolean
stands_in(const GPtrArray *words, const char *wanted)
{
    for (guint from = 0; from < words->len; from++) {
        const char *rest = wanted;
        for (guint i = from; i < words->len && *rest; i++) {
            gsize size = strlen(words->pdata[i]);
            if (size == 0 || strncmp(rest, words->pdata[i], size) != 0)
                break;
            rest += size;
        }
        if (!*rest)
            return TRUE;
    }
    return FALSE;
}

const char *
org_header_personal(const char *name)
{
    g_autoptr(GPtrArray) words = words_of(name);

    for (guint k = 0; k < G_N_ELEMENTS(kinds); k++)
        for (guint i = 0; i < G_N_ELEMENTS(kinds[k].words) && kinds[k].words[i]; i++)
            if (stands_in(words, kinds[k].words[i]))
                return kinds[k].kind;
    return NULL;
}

gboolean
org_header_is_kept(const OrgColumnMap *map, const char *name)
{
    g_autofree char *key = org_header_loose_key(name);

    for (guint i = 0; map && i < map->keep->len; i++) {
        g_autofree char *kept = org_header_loose_key(map->keep->pdata[i]);
        if (strcmp(kept, key) == 0)
            return TRUE;
    }
    return FALSE;
}

gboolean
org_header_is_vietnamese(const char *name)
{
    static const char *const marks = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";
    g_autofree char *composed = g_utf8_normalize(name, -1, G_NORMALIZE_NFC);
    g_autofree char *lower = g_utf8_strdown(composed ? composed : "", -1);
    guint found = 0;

    for (const char *p = lower; *p; p = g_utf8_next_char(p))
        found += g_utf8_get_char(p) >= 0x80 && g_utf8_strchr(marks, -1, g_utf8_get_char(p)) != NULL;
    return found > 0;
}
