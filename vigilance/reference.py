"""Districts, divisions, schemes, posts, sections of law: what the forms choose from, read from the files once."""

import csv
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from vigilance.domain.words import Words


@dataclass(frozen=True, slots=True)
class District:
    """A district by its code in the Local Government Directory, with the spellings people use."""

    code: str
    name: Words
    division: str
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Division:
    """A division and its districts, in the order of their English names."""

    key: str
    name: Words
    headquarters: str
    districts: tuple[District, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A tehsil or a block of a district."""

    code: str
    district: str
    name: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme of this or another department, with the words people use for it."""

    code: str
    name: Words
    aliases: tuple[str, ...]
    department: str
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class SchemeInformation:
    """What people ask about a scheme of this department, from its public pages."""

    gives: Words
    who: Words
    apply: Words


@dataclass(frozen=True, slots=True)
class Designation:
    """A post, never a person."""

    code: str
    name: Words
    office: str
    group: str
    level: str
    reports_to: str


@dataclass(frozen=True, slots=True)
class Provision:
    """A section of an act, or a rule, that an allegation may say was broken."""

    code: str
    act: Words
    section: str
    subject: Words

    def said_in(self, language: str) -> str:
        """The act, the section and what it is about."""
        cited = f"{self.act.said_in(language)}, {self.section}" if self.section else None
        return f"{cited or self.act.said_in(language)}: {self.subject.said_in(language)}"


@dataclass(frozen=True, slots=True)
class Reference:
    """All of it, by code; what is shown in a list keeps the order of its file."""

    districts: Mapping[str, District]
    divisions: tuple[Division, ...]
    tehsils: tuple[Place, ...]
    blocks: tuple[Place, ...]
    schemes: Mapping[str, Scheme]
    designations: Mapping[str, Designation]
    provisions: Mapping[str, Provision]
    information: Mapping[str, SchemeInformation]
    run_by: Mapping[str, Words]
    _spellings: Mapping[str, str] = field(repr=False)

    def find_district(self, text: str) -> District | None:
        """The district somebody wrote, by its code or any spelling we know, in either script."""
        typed = text.strip()
        code = typed if typed in self.districts else self._spellings.get(folded(typed))
        return self.districts[code] if code else None

    def division_of(self, district_code: str) -> Division | None:
        """The division a district lies in."""
        district = self.districts.get(district_code)
        if district is None:
            return None
        return next(each for each in self.divisions if each.key == district.division)

    def find_scheme(self, code: str) -> Scheme | None:
        """The scheme with this code."""
        return self.schemes.get(code.strip().upper())


def folded(text: str) -> str:
    """A spelling without what writers differ in: case, spaces, marks, nukta, chandrabindu."""
    plain = unicodedata.normalize("NFD", text.casefold())
    plain = plain.replace("\u093c", "").replace("\u0901", "\u0902")
    plain = "".join(sign for sign in plain if not "\u0300" <= sign <= "\u036f")
    return re.sub(r"[\s.()'_\u200b-\u200d\u2010-\u2015-]+", "", plain)


@lru_cache(maxsize=4)
def load_reference(config_dir: Path) -> Reference:
    """The reference data of this installation."""
    geo, told = config_dir / "geo", _told(config_dir / "scheme_information.toml")
    districts = {row["lgd_code"]: _district(row) for row in _rows(geo / "districts.csv")}
    return Reference(
        districts=districts,
        divisions=tuple(_division(row, districts) for row in _rows(geo / "divisions.csv")),
        tehsils=_places(geo / "tehsils.csv", "tehsil"),
        blocks=_places(geo / "blocks.csv", "block"),
        schemes={row["code"]: _scheme(row) for row in _rows(config_dir / "schemes.csv")},
        designations={row["code"]: _post(row) for row in _rows(config_dir / "designations.csv")},
        provisions={row["code"]: _provision(row) for row in _rows(config_dir / "provisions.csv")},
        information=_information(told),
        run_by={code: Words(**words) for code, words in told["run_by"].items()},
        _spellings=_spellings(districts.values()),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _words(row: Mapping[str, str], stem: str = "name") -> Words:
    return Words(hi=row[f"{stem}_hi"], en=row[f"{stem}_en"])


def _district(row: Mapping[str, str]) -> District:
    variants = _listed(row["variants_latin"]) + _listed(row["variants_devanagari"])
    return District(row["lgd_code"], _words(row), row["division_en"], variants)


def _division(row: Mapping[str, str], districts: Mapping[str, District]) -> Division:
    key = row["division_en"]
    its = [district for district in districts.values() if district.division == key]
    return Division(
        key,
        _words(row, "division"),
        row["headquarters"],
        tuple(sorted(its, key=lambda district: district.name.en)),
    )


def _places(path: Path, kind: str) -> tuple[Place, ...]:
    return tuple(
        Place(row[f"{kind}_lgd_code"], row["district_lgd_code"], row[f"{kind}_name"])
        for row in _rows(path)
    )


def _scheme(row: Mapping[str, str]) -> Scheme:
    return Scheme(
        row["code"],
        _words(row),
        _listed(row["aliases"]),
        row["department"],
        row["kind"],
        row["note"],
    )


def _told(path: Path) -> dict[str, dict[str, Any]]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _information(told: Mapping[str, dict[str, Any]]) -> dict[str, SchemeInformation]:
    return {
        code: SchemeInformation(_words(each, "gives"), _words(each, "who"), _words(each, "apply"))
        for code, each in told.items()
        if code != "run_by"
    }


def _post(row: Mapping[str, str]) -> Designation:
    return Designation(
        row["code"], _words(row), row["office"], row["group"], row["level"], row["reports_to"]
    )


def _provision(row: Mapping[str, str]) -> Provision:
    return Provision(row["code"], _words(row, "act"), row["section"], _words(row, "subject"))


def _spellings(districts: Iterable[District]) -> dict[str, str]:
    """Every spelling that means one district; a name goes before another district's variant."""
    found: dict[str, str] = {}
    for district in districts:
        for spelling in (district.name.en, district.name.hi):
            found[folded(spelling)] = district.code
    for district in districts:
        for spelling in district.variants:
            found.setdefault(folded(spelling), district.code)
    return found
