"""The names of the months, in every language that exports come in. A language is one entry here."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Months:
    """The month names of one language, short and long; a trailing point and case don't matter."""

    language: str
    names: Mapping[str, int]


def fold_month(text: str) -> str:
    """A month's name as it is compared. Turkish İ folds to i plus a dot, which is dropped."""
    folded = unicodedata.normalize("NFC", text.casefold()).replace("\u0307", "")
    return folded.strip().rstrip(".")


def _months(language: str, names: str) -> Months:
    """Twelve months from January, the forms of each with a `/` between them."""
    table: dict[str, int] = {}
    for month, forms in enumerate(names.split(), start=1):
        for form in forms.split("/"):
            table[fold_month(form)] = month
    return Months(language, MappingProxyType(table))


#: English first: where two languages read a file equally well, the first one is taken.
MONTHS = (
    _months(
        "English",
        "Jan/January Feb/February Mar/March Apr/April May Jun/June Jul/July Aug/August"
        " Sep/Sept/September Oct/October Nov/November Dec/December",
    ),
    _months(
        "German",
        "Jan/Jän/Januar Feb/Februar März/Mär/Mrz Apr/April Mai Juni/Jun Juli/Jul Aug/August"
        " Sept/Sep/September Okt/Oktober Nov/November Dez/Dezember",
    ),
    _months(
        "French",
        "janv/jan/janvier févr/fév/février mars avr/avril mai juin juil/juillet août"
        " sept/sep/septembre oct/octobre nov/novembre déc/décembre",
    ),
    _months(
        "Spanish",
        "ene/enero feb/febrero mar/marzo abr/abril may/mayo jun/junio jul/julio ago/agosto"
        " sep/sept/septiembre oct/octubre nov/noviembre dic/diciembre",
    ),
    _months(
        "Italian",
        "gen/gennaio feb/febbraio mar/marzo apr/aprile mag/maggio giu/giugno lug/luglio"
        " ago/agosto set/sett/settembre ott/ottobre nov/novembre dic/dicembre",
    ),
    _months(
        "Portuguese",
        "jan/janeiro fev/fevereiro mar/março abr/abril mai/maio jun/junho jul/julho ago/agosto"
        " set/setembro out/outubro nov/novembro dez/dezembro",
    ),
    _months(
        "Turkish",
        "Oca/Ocak Şub/Şubat Mar/Mart Nis/Nisan May/Mayıs Haz/Haziran Tem/Temmuz Ağu/Ağustos"  # noqa: RUF001
        " Eyl/Eylül Eki/Ekim Kas/Kasım Ara/Aralık",  # noqa: RUF001
    ),
    _months(
        "Dutch",
        "jan/januari feb/februari mrt/maart apr/april mei jun/juni jul/juli aug/augustus"
        " sep/sept/september okt/oktober nov/november dec/december",
    ),
)
