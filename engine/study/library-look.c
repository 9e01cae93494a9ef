// SPDX-License-Identifier: MIT
#include "library-look.h"
#include "../base/error.h"
#include "../org/org.h"
#include <elf.h>
#include <link.h>
#include <string.h>

typedef ElfW(Ehdr) Header;
typedef ElfW(Phdr) Segment;
typedef ElfW(Shdr) Section;
typedef ElfW(Sym) Symbol;

/* Of every shared library, by its compiler and linker; and 64 bytes may be lost to how they are laid out. */
static const char *const usual[] = { "__dso_handle", "__TMC_END__", "__cpu_model", "__cpu_features2", NULL };
#define USUAL_BYTES 64u

typedef struct {
    const char *bytes;
    gsize size;
    const Header *header;
} File;

/* n things of a size at an offset; NULL: the file is shorter. */
static const void *
at(const File *file, guint64 offset, guint64 n, gsize size)
{
    if (offset > file->size || n > (file->size - offset) / size || offset % G_ALIGNOF(guint64) != 0)
        return NULL;
    return file->bytes + offset;
}

static const char *
name_at(const File *file, const Section *names, guint64 offset)
{
    if (!names || offset >= names->sh_size || names->sh_offset > file->size ||
        names->sh_size > file->size - names->sh_offset)
        return "";
    const char *name = file->bytes + names->sh_offset + offset;
    return memchr(name, '\0', names->sh_size - offset) ? name : "";
}

/* The symbols of a kind of section, and where their names are; NULL: there are none. */
static const Symbol *
symbols(const File *file, guint32 kind, guint64 *n, const Section **names)
{
    guint count = file->header->e_shnum;
    const Section *sections = at(file, file->header->e_shoff, count, sizeof *sections);

    *n = 0;
    for (guint i = 0; sections && i < count; i++) {
        if (sections[i].sh_type != kind || sections[i].sh_link >= count)
            continue;
        *names = &sections[sections[i].sh_link];
        *n = sections[i].sh_size / sizeof(Symbol);
        return at(file, sections[i].sh_offset, *n, sizeof(Symbol));
    }
    return NULL;
}

static gint
by_name(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *) a, *(char *const *) b);
}

static void
look_at_imports(const File *file, OrgLibraryLook *look)
{
    const Section *names = NULL;
    guint64 n;
    const Symbol *all = symbols(file, SHT_DYNSYM, &n, &names);

    for (guint64 i = 1; all && i < n; i++) {
        const char *name = name_at(file, names, all[i].st_name);
        if (all[i].st_shndx == SHN_UNDEF && *name)
            g_ptr_array_add(look->imports, g_strdup(name));
    }
    g_ptr_array_sort(look->imports, by_name);
}

/* Writable, and not made read-only once it is relocated. */
static gboolean
stays_writable(const Segment *segments, guint n, guint64 address)
{
    gboolean writable = FALSE;

    for (guint i = 0; i < n; i++) {
        gboolean inside = address >= segments[i].p_vaddr && address - segments[i].p_vaddr < segments[i].p_memsz;
        if (inside && segments[i].p_type == PT_GNU_RELRO)
            return FALSE;
        writable |= inside && segments[i].p_type == PT_LOAD && (segments[i].p_flags & PF_W) != 0;
    }
    return writable;
}

/* A stripped file tells sizes only. */
static void
look_at_sizes(const File *file, OrgLibraryLook *look)
{
    guint count = file->header->e_shnum;
    const Section *sections = at(file, file->header->e_shoff, count, sizeof *sections);
    const Segment *segments = at(file, file->header->e_phoff, file->header->e_phnum, sizeof *segments);
    guint64 bytes = 0;

    for (guint i = 0; sections && segments && i < count; i++)
        if ((sections[i].sh_flags & (SHF_WRITE | SHF_ALLOC)) == (SHF_WRITE | SHF_ALLOC) &&
            (sections[i].sh_type == SHT_PROGBITS || sections[i].sh_type == SHT_NOBITS) && sections[i].sh_size > 0 &&
            stays_writable(segments, file->header->e_phnum, sections[i].sh_addr))
            bytes += sections[i].sh_size;
    if (bytes > USUAL_BYTES)
        g_ptr_array_add(look->globals, g_strdup_printf("%" G_GUINT64_FORMAT "B", bytes));
}

static void
look_at_globals(const File *file, OrgLibraryLook *look)
{
    const Section *names = NULL;
    guint64 n;
    const Symbol *all = symbols(file, SHT_SYMTAB, &n, &names);
    const Segment *segments = at(file, file->header->e_phoff, file->header->e_phnum, sizeof *segments);

    if (!all) {
        look_at_sizes(file, look);
        return;
    }
    for (guint64 i = 1; segments && i < n; i++) {
        const char *name = name_at(file, names, all[i].st_name);
        guint type = all[i].st_info & 0xf;
        gboolean object = type == STT_OBJECT && all[i].st_size > 0 && all[i].st_shndx != SHN_UNDEF &&
                          stays_writable(segments, file->header->e_phnum, all[i].st_value);
        if ((object || (type == STT_TLS && all[i].st_shndx != SHN_UNDEF)) && !g_strv_contains(usual, name) &&
            !g_str_has_prefix(name, "completed."))
            g_ptr_array_add(look->globals, g_strdup(name));
    }
    g_ptr_array_sort(look->globals, by_name);
}

OrgLibraryLook *
org_library_look(const char *path, GError **error)
{
    g_autofree char *bytes = NULL;
    g_autoptr(GError) why = NULL;
    File file = { 0 };

    if (!g_file_get_contents(path, &bytes, &file.size, &why)) {
        g_autofree char *said = org_error_said(why);
        org_error_set(error, ORG_ERROR, ORG_E_INVALID, "%s: it cannot be read: %s", path, said);
        return NULL;
    }
    file.bytes = bytes;
    file.header = at(&file, 0, 1, sizeof *file.header);
    const Header *header = file.header;
    guint word = sizeof(gpointer) == 8 ? ELFCLASS64 : ELFCLASS32;
    if (!header || memcmp(header->e_ident, ELFMAG, SELFMAG) != 0 || header->e_ident[EI_CLASS] != word ||
        header->e_type != ET_DYN) {
        org_error_set(error, ORG_ERROR, ORG_E_INVALID, "%s: it is no shared library of this machine", path);
        return NULL;
    }
    OrgLibraryLook *look = g_new0(OrgLibraryLook, 1);
    look->imports = g_ptr_array_new_with_free_func(g_free);
    look->globals = g_ptr_array_new_with_free_func(g_free);
    look_at_imports(&file, look);
    look_at_globals(&file, look);
    return look;
}

void
org_library_look_free(OrgLibraryLook *look)
{
    if (!look)
        return;
    g_ptr_array_unref(look->imports);
    g_ptr_array_unref(look->globals);
    g_free(look);
}
