"""Everything that can be opened: texts, workbooks, JSON, Pabulib, Parquet, folders; and what is refused, with why."""

from __future__ import annotations

import base64
import datetime
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerlab import errors
from partnerlab.findings import Finding
from partnerlab.sources.contest_year import year_in
from partnerlab.sources.forms.delimited import text_sheet
from partnerlab.sources.forms.encodings import decoded
from partnerlab.sources.forms.opening import opened
from partnerlab.sources.forms.sheets import Sheet, TypedSheet, text_of
from partnerlab.sources.records import open_records

ROWS = [["Год", "Организация", "Сумма гранта"], ["2003", "АНО «Тёплый дом»", "30000"], ["2003", "ТОС «Сад»", "15000,5"]]
CSV = "\r\n".join(";".join(row) for row in ROWS) + "\r\n"


def rules(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.rule for finding in findings]


def said(findings: tuple[Finding, ...], rule: str) -> str:
    return next(finding.found for finding in findings if finding.rule == rule)


def written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def cells(path: Path) -> list[list[Any]]:
    (sheet,) = opened(path).sheets
    assert isinstance(sheet, Sheet)
    return sheet.rows


def xlsx(rows: list[list[Any]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Лист")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file.getvalue()


RUSSIAN = {
    "a table of a contest": CSV,
    "one word": "Район\nСвердловский\n",
    "ё and small letters": "номер;проект\n1;ёлки-палки, яя\n",
    "only capitals": "ГОД;ОРГАНИЗАЦИЯ\n2003;ДОМ ДЕТСТВА\n",
    "many lines": "Организация;Район\n" + "Дом культуры;Дзержинский\n" * 2000,
    "English beside": "Name;Район;e-mail\nHouse of culture;Кировский;a@example.org\n",
}


@pytest.mark.parametrize("text", RUSSIAN.values(), ids=RUSSIAN)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "cp866", "koi8-r", "mac-cyrillic"]
)
def test_russian_text_is_read_in_every_encoding_that_offices_have_saved(text: str, encoding: str) -> None:
    content = text.encode(encoding, "replace")
    found = decoded(content)
    assert found is not None
    assert found.text == content.decode(encoding)


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859-2", "cp852", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    ["Tytuł;Dzielnica\nŚródmieście dla młodzieży;Żoliborz\n", "rok;łódź\n1;gęś\n", "Rok;Obec\n1;Příbram, Žďár\n"],
)
def test_polish_and_czech_text_is_read_in_every_encoding(text: str, encoding: str) -> None:
    found = decoded(text.encode(encoding))
    assert found is not None
    assert found.text == text


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "mac-roman", "utf-16-le"])
@pytest.mark.parametrize("text", ["Année;Bénéficiaire\n1;Théâtre où l'on rêve\n", "Jahr;Träger\n1;Straßenfest, Köln\n"])
def test_french_and_german_text_is_read_in_every_encoding(text: str, encoding: str) -> None:
    found = decoded(text.encode(encoding))
    assert found is not None
    assert found.text == text


def test_an_encoding_that_is_not_utf_8_is_told_in_a_note(tmp_path: Path) -> None:
    assert rules(opened(written(tmp_path, "a.csv", CSV)).findings) == []
    for encoding, name in (("cp1251", "Windows-1251"), ("cp866", "CP866"), ("koi8-r", "KOI8-R"), ("utf-16", "UTF-16")):
        source = opened(written(tmp_path, "b.csv", CSV.replace("«", "").replace("»", "").encode(encoding)))
        assert said(source.findings, "encoding") == name


@pytest.mark.parametrize(
    "content",
    [
        b"\xcf\x98\xcf;1\n",
        b"a\xff;b\n" + "Dom – Żar\n".encode(),
        b"Ann\xc3" + "é".encode(),
        "Год;Дом\n2003;\x005\n".encode(),
        "Год;Дом".encode()[:-1],
        b"a;\x00b\n",
        bytes(range(128, 256)),
        "Год".encode("utf-16")[:-1],
    ],
)
def test_text_that_makes_no_sense_in_any_encoding_is_not_guessed(content: bytes) -> None:
    assert decoded(content) is None


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"])))
@settings(deadline=None, max_examples=50)
def test_utf_8_is_always_read_as_it_is(text: str) -> None:
    found = decoded(text.encode())
    assert found is not None
    assert found.text == text.removeprefix("\ufeff")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", ":", "^"])
def test_any_usual_separator_is_found(tmp_path: Path, separator: str) -> None:
    text = "\n".join(separator.join(row) for row in (ROWS[0], ["2003", "Дом", "5"])) + "\n"
    assert cells(written(tmp_path, "a.csv", text)) == [ROWS[0], ["2003", "Дом", "5"]]


def test_a_colon_in_a_title_parts_no_cells(tmp_path: Path) -> None:
    assert cells(written(tmp_path, "a.csv", "Организация\nДом: 2003\n")) == [["Организация"], ["Дом: 2003"]]


def test_a_line_that_only_names_the_separator_is_obeyed_and_not_counted(tmp_path: Path) -> None:
    assert cells(written(tmp_path, "a.csv", "sep=^\r\nГод^Шкаф\r\n2003^дуб\r\n")) == [["Год", "Шкаф"], ["2003", "дуб"]]
    found = open_records(written(tmp_path, "b.csv", "sep=;\nГод;Сумма гранта\n2003;около 30\n")).findings
    assert [one.row for one in found if one.rule == "not_an_amount"] == [2]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_machine(tmp_path: Path, end: str) -> None:
    text = f'Год;Организация{end}2003;"Дом{end}культуры"{end}2004;Сад'
    assert cells(written(tmp_path, "a.csv", text)) == [
        ["Год", "Организация"],
        ["2003", f"Дом{end}культуры"],
        ["2004", "Сад"],
    ]


def test_cutting_a_text_takes_time_in_proportion_to_its_length() -> None:
    rows = text_sheet("Год;Организация\n" + '2003;"Дом ""А"" и\nдругие"\n' * 50_000, "a.csv").rows
    assert len(rows) == 50_001


def test_a_csv_named_as_a_workbook_is_read_as_what_it_is(tmp_path: Path) -> None:
    for name in ("a.xls", "a.xlsx", "a.ods", "a.parquet", "a.dat", "a"):
        source = opened(written(tmp_path, name, CSV))
        assert [len(sheet.rows) for sheet in source.sheets if isinstance(sheet, Sheet)] == [3]
        assert said(source.findings, "form_by_content") == "CSV"


def test_a_workbook_named_csv_is_read_as_what_it_is(tmp_path: Path) -> None:
    source = opened(written(tmp_path, "a.csv", xlsx(ROWS)))
    assert source.sheets[0].name == "Лист"
    assert said(source.findings, "form_by_content") == "Excel / OpenDocument"
    assert rules(opened(written(tmp_path, "a.xlsm", xlsx(ROWS))).findings) == []


ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body>'
    '<office:spreadsheet><table:table table:name="2003">{rows}</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)


def ods(rows: list[list[str]]) -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    number = '<table:table-cell office:value-type="float" office:value="{0}"><text:p>{0}</text:p></table:table-cell>'
    body = "".join(
        "<table:table-row>"
        + "".join((number if text.isdigit() else cell).format(text) for text in row)
        + "</table:table-row>"
        for row in rows
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(rows=body))
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest '
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
            'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
            "</manifest:manifest>",
        )
    return file.getvalue()


def test_an_ods_workbook_is_read(tmp_path: Path) -> None:
    records = open_records(written(tmp_path, "a.ods", ods(ROWS)))
    assert records.frame["awarded"].tolist() == [30000.0, 15000.5]
    assert opened(written(tmp_path, "b.xlsx", ods(ROWS))).sheets[0].name == "2003"


XLS = (
    # synthetic, made for this test with xlwt: sheet «2003», headings in B2:D2, two records below
    "c-rk)O-NKx6#njecXBj;MjHbaWD>G6k*NuiY#cMw)tI&EhoCfFgrPCC$xW8I41!ig8^IQBtTx#%)GjD6Y7qp1*0NPl&_bQQbLLH{6*y3W@xI"
    "47_ug~vckg}o|GigJrPE_~D`&6-&2TZF&c~VsHbcqJCPJV;ot9`e3{uiQRu%Gt9LO~RJSuvbCu1n%Jp%`K>@#ZM1LYXbpmT7bFS3GY)i!h+X"
    "+xaa;07(lsL)oGsXnQCo$A|~^Rem{wOm#mXWnUZ6jO=Lx<+pnA9iZgR}3k4QaSI`vJK^UF0=Uj6_d#uz@F5p?$fKxQEdw`4i0EX-#}kV(j~Z"
    "w0-&v}A(?DALQEsf!5+ugbOiX4UDZz`zI|ow2DE=$Y|s0HJ;*^^YQO4OU>NBWx=2P*h;Az$i|x^9Y!*Yhq(#=kRNEFCvr!wjjdmx)c82>oSI"
    "h>x*Y4&MwGqUaNwTz3lM`mps*X5y2c?PPildnfSIAMj!v<lR?JnAyC@ck0nQ+K#Frh^oOpz|ULh4?WXuMRHUx;rwd+YP-WKUP(xLStwP{|xU"
    "8|6)r#sy)JT&z~BUeR^R*sA)XmRhCpO4VVm4TiN{<zA$HMDtuyZ!PPIDc&SDEr@SseDu?S`_-c#6I&Rc=$IJ_PrOZxp@v6cFZuF}px)G*>(>"
    "Mi64}sr+thp26~Am*K_}$BLE1ZCOEAYiGuj`5Ov+)({7AW8UkTg!4Lj4DE)7q#eqq0;nq>T8(xF{=;&qqsT;*A>9#?q*xd=FAxF;2HTm6Xw`"
    "0(MwhYue<eE3+Ekc*|G*TKwHI^bQ=^Su8$bCh}iH_3mCgBav<mLHY-Fu*W{b2-hQ^$3`3S!S7>?EgZ+A=aKkKYFws{W;HHe&U#g@3U-T=<h9"
    "|T<f3DrJet{{_i%A*x>"
)


def test_an_xls_workbook_is_read_with_its_own_rows_and_columns(tmp_path: Path) -> None:
    content = zlib.decompress(base64.b85decode(XLS))
    records = open_records(written(tmp_path, "a.xls", content))
    assert records.frame["awarded"].fillna(-1).tolist() == [30000.5, -1.0]
    assert records.frame["start"].iloc[0] == datetime.datetime(2003, 5, 1)
    assert records.frame["year"].tolist() == [2003, 2003]
    (wrong,) = [one for one in records.findings if one.rule == "not_an_amount"]
    assert (wrong.sheet, wrong.row, wrong.found) == ("2003", 4, "около 30")
    assert said(opened(written(tmp_path, "a.csv", content)).findings, "form_by_content") == "Excel / OpenDocument"


HTML = """<html><head><meta charset="windows-1251"></head><body><p>Отчёт</p><table border=1>
<tr><th>Год<th>Организация<th>Сумма гранта</tr>
<tr><td rowspan=2>2003</td><td>АНО &laquo;Тёплый<br>дом&raquo;</td><td>30 000,00</td></tr>
<tr><td>ТОС &quot;Сад&quot;</td><td>15000,5</td></tr>
<tr><td colspan="2">Итого</td><td>45000,5</td></tr></table></body></html>"""


def test_a_web_page_saved_as_xls_is_read_as_a_web_page(tmp_path: Path) -> None:
    source = opened(written(tmp_path, "a.xls", HTML.encode("cp1251")))
    (sheet,) = source.sheets
    assert isinstance(sheet, Sheet)
    assert sheet.rows == [
        ["Год", "Организация", "Сумма гранта"],
        ["2003", "АНО «Тёплый\nдом»", "30 000,00"],
        ["", 'ТОС "Сад"', "15000,5"],
        ["Итого", "", "45000,5"],
    ]
    assert rules(source.findings) == ["form_by_content", "encoding"]


def test_a_web_page_without_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(errors.EmptyFile):
        opened(written(tmp_path, "a.xls", "<html><body>Нет данных</body></html>"))


XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="2003"><Table>
<Row ss:Index="2"><Cell><Data ss:Type="String">Организация</Data></Cell><Cell ss:Index="3"><Data
 ss:Type="String">Сумма гранта</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">Дом</Data></Cell><Cell ss:Index="3"><Data ss:Type="Number">30000.5</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def test_a_workbook_as_xml_saved_as_xls_is_read_with_its_own_rows(tmp_path: Path) -> None:
    source = opened(written(tmp_path, "a.xls", XML))
    (sheet,) = source.sheets
    assert isinstance(sheet, Sheet)
    assert sheet.rows == [["", "", ""], ["Организация", "", "Сумма гранта"], ["Дом", "", 30000.5]]
    assert open_records(written(tmp_path, "b.xls", XML)).frame["awarded"].tolist() == [30000.5]
    with pytest.raises(errors.UnreadableFile):
        opened(written(tmp_path, "c.xls", XML[:-40]))


def zipped(**files: str | bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return file.getvalue()


OTHERS: dict[str, tuple[bytes, str]] = {
    "a.xlsx": (b"%PDF-1.4\n", "это документ PDF"),
    "b.xls": (b"\x89PNG\r\n\x1a\n", "это изображение"),
    "c.csv": (b"\xff\xd8\xff\xe0", "это изображение"),
    "d.xlsx": (zipped(word__document_xml="<w/>"), "это текстовый документ"),
    "e.xls": (b"{\\rtf1}", "это текстовый документ"),
    "f.xls": (b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "это текстовый документ"),
    "g.xlsx": (zipped(ppt__a_xml="<p/>"), "это презентация"),
    "h.zip": (zipped(a_csv=CSV, b_csv=CSV), "это архив"),
    "i.xlsx": (b"Rar!\x1a\x07", "это архив"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_file_of_another_kind_is_refused_with_what_it_is(tmp_path: Path, name: str) -> None:
    content, words = OTHERS[name]
    with pytest.raises(errors.UnreadableFile) as refused:
        opened(written(tmp_path, name, content))
    assert words in refused.value.text("ru")
    assert "сохраните записи" in refused.value.text("ru")


def test_one_packed_file_is_read_and_told(tmp_path: Path) -> None:
    for name, content in (("a.csv.gz", gzip.compress(CSV.encode())), ("a.zip", zipped(records_csv=CSV))):
        source = opened(written(tmp_path, name, content))
        assert isinstance(source.sheets[0], Sheet)
        assert source.sheets[0].rows[0] == ROWS[0]
        assert source.sheets[0].file == name
        assert rules(source.findings) == ["from_archive"]
    with pytest.raises(errors.UnreadableFile):
        opened(written(tmp_path, "b.csv.gz", gzip.compress(CSV.encode())[:-9]))


def test_parquet_is_read_as_a_file_and_as_a_folder_of_parts(tmp_path: Path) -> None:
    frame = pd.DataFrame({"year": [2003, 2004], "organisation": ["Дом", "Сад"], "awarded": [5.0, 6.0]})
    frame.to_parquet(tmp_path / "a.parquet")
    assert open_records(tmp_path / "a.parquet").frame["awarded"].tolist() == [5.0, 6.0]
    frame.to_parquet(tmp_path / "parts", partition_cols=["year"])
    assert open_records(tmp_path / "parts").frame["year"].tolist() == [2003, 2004]
    next((tmp_path / "parts").rglob("*.parquet")).write_bytes(b"PAR1 and no more")
    with pytest.raises(errors.UnreadableFile):
        open_records(tmp_path / "parts")


GRANT = {
    "id": "360G-test-1",
    "title": "A garden",
    "description": "Of roses",
    "currency": "GBP",
    "amountAwarded": 500.5,
    "amountAppliedFor": 700,
    "awardDate": "2003-05-01",
    "plannedDates": [{"startDate": "2003-06-01", "endDate": "2003-09-01"}],
    "recipientOrganization": [{"id": "GB-0", "name": "House", "url": "https://example.org"}],
    "fundingOrganization": [
        {"id": "F-1", "name": "First", "location": [{"name": "Leeds"}, {"name": "York"}]},
        {"id": "F-2", "name": "Second"},
    ],
    "classifications": [],
    "x_tags": ["a", "b"],
    "x_open": True,
}


@pytest.mark.parametrize(
    "wrap", [lambda one: {"grants": [one, one]}, lambda one: [one, one], lambda one: {"data": {"grants": [one, one]}}]
)
def test_grants_of_360giving_get_the_titles_of_its_spreadsheet(tmp_path: Path, wrap: Callable[[Any], Any]) -> None:
    (sheet,) = opened(written(tmp_path, "a.json", json.dumps(wrap(GRANT)))).sheets
    assert isinstance(sheet, TypedSheet)
    assert dict(zip(sheet.frame.columns, sheet.frame.iloc[0], strict=True)) == {
        "Identifier": "360G-test-1",
        "Title": "A garden",
        "Description": "Of roses",
        "Currency": "GBP",
        "Amount Awarded": 500.5,
        "Amount Applied For": 700,
        "Award Date": "2003-05-01",
        "Planned Dates:Start Date": "2003-06-01",
        "Planned Dates:End Date": "2003-09-01",
        "Recipient Org:Identifier": "GB-0",
        "Recipient Org:Name": "House",
        "Recipient Org:Web Address": "https://example.org",
        "Funding Org:Identifier": "F-1",
        "Funding Org:Name": "First",
        "Funding Org:Location:Name": "Leeds",
        "Funding Org:Location (2):Name": "York",
        "Funding Org (2):Identifier": "F-2",
        "Funding Org (2):Name": "Second",
        "x_tags": "a; b",
        "x_open": True,
    }


def test_grants_of_360giving_are_records(tmp_path: Path) -> None:
    records = open_records(written(tmp_path, "a.json", json.dumps({"grants": [GRANT]})))
    assert records.currency == "GBP"
    assert records.frame[["organisation", "requested", "awarded"]].to_numpy().tolist() == [["House", 700.0, 500.5]]


def test_flat_records_in_json_are_read_by_their_place_in_the_list(tmp_path: Path) -> None:
    lines = [{"Год": 2003, "Организация": "Дом", "Сумма гранта": sum_} for sum_ in (5, "около 30")]
    for name, text in (
        ("a.json", json.dumps(lines)),
        ("b.jsonl", "\n".join(map(json.dumps, lines)) + "\n"),
        ("c.json", "\n".join(map(json.dumps, lines))),
        ("d.json", json.dumps([list(lines[0]), *(list(line.values()) for line in lines)])),
        ("e.txt", json.dumps(lines, ensure_ascii=False)),
    ):
        records = open_records(written(tmp_path, name, text))
        assert records.frame["awarded"].dropna().tolist() == [5.0]
        assert [one.row for one in records.findings if one.rule == "not_an_amount"] == [3 if name == "d.json" else 2]


def test_several_lists_in_json_are_as_sheets_and_what_is_no_records_is_told(tmp_path: Path) -> None:
    document = {
        "publisher": {"name": "City"},
        "grants": [GRANT],
        "refused": [{"Организация": "Дом", "Сумма запроса": 5}],
        "distribution": [{"accessURL": "https://example.org"}],
    }
    source = opened(written(tmp_path, "a.json", json.dumps(document)))
    assert [sheet.name for sheet in source.sheets] == ["grants", "refused"]
    assert said(source.findings, "part_not_read") == "distribution"


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("a.json", '{"grants": [\n {"id": 1},\n {"id": }]}', "в строке 3, знак 9"),
        ("a.jsonl", '{"id": 1}\n\n{"id": 2\n', "в строке 3, знак 9"),
    ],
)
def test_broken_json_is_refused_with_the_place_where_it_breaks(
    tmp_path: Path, name: str, text: str, place: str
) -> None:
    with pytest.raises(errors.BrokenJson) as refused:
        opened(written(tmp_path, name, text))
    assert place in refused.value.text("ru")


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ('{"$schema": "https://json-schema.org/", "properties": {}}', errors.NoRecords, "это схема"),
        ('{"type": "FeatureCollection", "features": [{"type": "Feature"}]}', errors.NoRecords, "это карта"),
        ('{"a": 1}', errors.NoRecords, "без списка записей"),
        ('"text"', errors.NoRecords, "без списка записей"),
        ("[]", errors.EmptyFile, "нет записей"),
        ('{"grants": []}', errors.EmptyFile, "нет записей"),
        ("[" * 100_000, errors.UnreadableFile, "JSON"),
        ('[{"a": ' + "9" * 5000 + "}]", errors.UnreadableFile, "JSON"),
    ],
)
def test_json_without_records_is_refused_with_what_it_is(
    tmp_path: Path, text: str, kind: type[errors.PartnerlabError], words: str
) -> None:
    with pytest.raises(kind) as refused:
        opened(written(tmp_path, "a.json", text))
    assert words in refused.value.text("ru")


PABULIB = """META
key;value
unit;Warszawa
district;Wesoła
instance;2025
rule;{rule}
currency;PLN
PROJECTS
project_id;cost;votes;name;selected
7;2000;50;Ogród;1
8;3000;40;"Ławki; dużo";0
VOTES
voter_id;vote
1;7
2;7,8
"""


def test_a_vote_of_pabulib_says_once_what_holds_for_all_its_projects(tmp_path: Path) -> None:
    records = open_records(written(tmp_path, "a.pb", PABULIB.format(rule="greedy")))
    frame = records.frame
    assert frame["year"].tolist() == [2025, 2025]
    assert frame["district"].tolist() == ["Wesoła", "Wesoła"]
    assert records.currency == "PLN"
    assert frame["requested"].tolist() == [2000.0, 3000.0]
    assert frame["awarded"].fillna(-1).tolist() == [2000.0, -1.0]
    assert frame["status"].tolist() == ["won", "lost"]
    assert frame["title"].tolist() == ["Ogród", "Ławki; dużo"]
    assert {"said_once", "votes_not_read", "funded_at_cost"} <= set(rules(records.findings))
    assert next(dict(one.facts)["rows"] for one in records.findings if one.rule == "votes_not_read") == 2


def test_a_vote_by_an_unknown_rule_has_no_awards(tmp_path: Path) -> None:
    source = opened(written(tmp_path, "a.pb", PABULIB.format(rule="lottery")))
    assert isinstance(source.sheets[0], Sheet)
    assert source.sheets[0].rows[0] == ["project_id", "cost", "votes", "name", "selected"]
    assert source.sheets[0].first_row == 9
    assert said(source.findings, "award_unknown") == "lottery"


def test_a_vote_without_projects_is_refused(tmp_path: Path) -> None:
    with pytest.raises(errors.UnreadableFile):
        opened(written(tmp_path, "a.pb", "META\nkey;value\nunit;Warszawa\n"))
    with pytest.raises(errors.EmptyFile):
        opened(written(tmp_path, "b.pb", "META\nkey;value\nPROJECTS\nproject_id;cost\n"))


def year_file(folder: Path, name: str, *organisations: str) -> Path:
    return written(folder, name, "Организация;Сумма гранта\n" + "".join(f"{one};5\n" for one in organisations))


def test_a_folder_of_yearly_files_is_one_contest(tmp_path: Path) -> None:
    folder = tmp_path / "contest"
    folder.mkdir()
    year_file(folder, "2004.csv", "Сад", "Дом")
    year_file(folder, "заявки 2003.csv", "Дом")
    written(folder, "2005.xlsx", xlsx([["Организация", "Выделено"], ["Дом", 7]]))
    for name in (".hidden.csv", "~$2004.xlsx", "README.md", "LICENSE", "letter.docx", "map.geojson"):
        written(folder, name, '{"type": "FeatureCollection"}')
    for name in ("findings.csv", "organisations.csv", "mapping.toml"):
        written(folder, name, "")
    written(folder, "2005-check.xlsx", xlsx([["Организация", "Выделено"], ["Дом", 7]]))
    (folder / "old").mkdir()
    records = open_records(folder)
    assert records.frame["year"].tolist() == [2004, 2004, 2005, 2003]
    assert records.frame["awarded"].tolist() == [5.0, 5.0, 7.0, 5.0]
    assert records.name == "contest"
    assert "file_without_rows" not in rules(records.findings)  # partnerlab's own files are none of the records
    assert said(records.findings, "files_passed_over") == (
        ".hidden.csv, 2005-check.xlsx, letter.docx, LICENSE, map.geojson, README.md, ~$2004.xlsx"
    )
    assert said(records.findings, "folder_in_folder") == "old"
    assert [one.found for one in records.findings if one.rule == "year_from_file"] == ["2004", "2005", "2003"]


def test_a_file_of_a_folder_that_does_not_open_is_an_error_and_the_others_are_read(tmp_path: Path) -> None:
    year_file(tmp_path, "2003.csv", "Дом")
    written(tmp_path, "2004.xlsx", b"PK\x03\x04 and no more")
    written(tmp_path, "2005.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"))
    written(tmp_path, "2006.csv", b"")
    records = open_records(tmp_path)
    assert records.frame["year"].tolist() == [2003]
    found = {one.rule: (one.file, one.severity) for one in records.findings if one.rule.startswith("file_")}
    assert found == {
        "file_not_opened": ("2004.xlsx", "error"),
        "file_protected": ("2005.xlsx", "error"),
        "file_without_rows": ("2006.csv", "warning"),
    }


def test_a_folder_in_which_nothing_opens_is_refused_with_what_lies_there(tmp_path: Path) -> None:
    with pytest.raises(errors.EmptyFolder) as refused:
        open_records(tmp_path)
    assert "нет" in refused.value.text("ru")
    written(tmp_path, "letter.docx", b"PK")
    with pytest.raises(errors.EmptyFolder) as refused:
        open_records(tmp_path)
    assert refused.value.found == ("letter.docx",)


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("NLC-2013-2014", 2013),
        ("NLC-2013-14", 2013),
        ("1999–2000", 1999),
        ("2013_2014", 2013),
        ("заявки 2003", 2003),
        ("2003-03-12", 2003),
        ("1999-2004", None),
        ("2014-2013", None),
        ("2013-2014, 2015", None),
        ("справка", None),
        ("20032004", None),
    ],
)
def test_the_year_in_a_name_is_the_only_one_or_the_first_of_two_that_follow(name: str, year: int | None) -> None:
    assert year_in(name) == year


def test_a_year_that_spans_two_is_told(tmp_path: Path) -> None:
    records = open_records(year_file(tmp_path, "NLC-2013-2014.csv", "Дом"))
    assert records.frame["year"].tolist() == [2013]
    assert said(records.findings, "year_from_span") == "2013-2014"


def test_a_vote_of_pabulib_may_name_a_subunit_and_no_currency(tmp_path: Path) -> None:
    text = PABULIB.format(rule="greedy").replace("district;", "subunit;").replace("currency;PLN\n", "")
    records = open_records(written(tmp_path, "a.pb", text))
    assert records.frame["district"].tolist() == ["Wesoła", "Wesoła"]
    assert records.currency == "RUB"


def test_an_empty_table_of_a_page_is_none(tmp_path: Path) -> None:
    page = "<html><table></table><table><tr><td>НКО</td><td>Сумма</td></tr><tr><td>А</td><td>5</td></tr></table></html>"
    (sheet,) = opened(written(tmp_path, "a.html", page)).sheets
    assert isinstance(sheet, Sheet)
    assert (sheet.name, sheet.rows[1]) == ("", ["А", "5"])


def test_a_second_document_in_the_middle_of_a_line_is_broken_json(tmp_path: Path) -> None:
    with pytest.raises(errors.BrokenJson) as refused:
        opened(written(tmp_path, "a.json", '[{"НКО": "А"}\n] {"НКО": "Б"}'))
    assert "в строке 2, знак 3" in refused.value.text("ru")


def test_a_day_with_its_hour_is_shown_with_it_and_midnight_is_none() -> None:
    assert text_of(datetime.datetime(2003, 5, 1)) == "2003-05-01"
    assert text_of(datetime.datetime(2003, 5, 1, 10, 30)) == "2003-05-01 10:30:00"


def test_only_the_sheet_that_is_hidden_is_told_as_hidden(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("2003", "2004", "2005"):
            book.add_worksheet(name).write_row(0, 0, ["НКО", "Сумма"])
        book.get_worksheet_by_name("2004").hide()
    sheets = opened(path).sheets
    assert [one.name for one in sheets if isinstance(one, Sheet) and one.hidden] == ["2004"]


def test_every_form_of_text_tells_in_which_encoding_it_was_read(tmp_path: Path) -> None:
    page = HTML
    lines = '[{"Год": 2003, "Организация": "Ромашка"}]'
    for name, text in (("a.html", page), ("a.json", lines), ("a.pb", PABULIB.format(rule="greedy").replace("ł", "l"))):
        source = opened(
            written(tmp_path, name, text.replace("Ogród", "Двор").replace("Ławki", "Сад").encode("cp1251", "replace"))
        )
        assert "encoding" in rules(source.findings), name
