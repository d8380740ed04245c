from anjia.kernel.management.commands.check_translations import add_missing, faults_of
from anjia.kernel.management.messages import in_python, in_template


def test_marked_literals_of_a_module_are_found_joined_lines_too():
    source = 'a = _("一" "二")\nb = pgettext("x", "三")\nc = ngettext("四", "五", n)\nd = other("六")\ne = _(name)\n'

    assert list(in_python(source)) == [(1, "一二"), (2, "三"), (3, "四")]


def test_tags_and_marked_arguments_of_a_template_are_found():
    source = (
        '{% translate "一" %}\n{% blocktranslate with n=x %}共 {{ n }} 户{% endblocktranslate %}\n'
        '<c-sheet title="{% translate \'二\' %}" />{% translate "三" as t %}{{ _("四") }}'
    )

    assert list(in_template(source)) == [(1, "一"), (2, "共 %(n)s 户"), (3, "二"), (3, "三"), (3, "四")]


def test_a_string_needs_an_english_of_its_own_with_the_same_placeholders(tmp_path):
    folder = tmp_path / "homes"
    folder.mkdir()
    (folder / "views.py").write_text('_("共%(n)s户")')
    catalogue = folder / "locale" / "en" / "LC_MESSAGES" / "django.po"

    assert list(faults_of(folder)) == ["homes/views.py:1: not in the .po: '共%(n)s户'"]
    add_missing(folder)
    assert list(faults_of(folder)) == ["homes/views.py:1: no English: '共%(n)s户'"]
    text = catalogue.read_text()
    catalogue.write_text(text.replace('msgstr ""\n', 'msgstr "%(m)s homes"\n').replace('"%(m)s homes"', '""', 1))
    assert list(faults_of(folder)) == ["homes/views.py:1: other placeholders in the English: '共%(n)s户'"]
    catalogue.write_text(catalogue.read_text().replace("%(m)s", "%(n)s"))
    assert list(faults_of(folder)) == []
