"""Did the virus scanner find something in a file?"""
from collections.abc import Iterator

from resubmission.prereview.case import SERIOUS, Case, Found


def check(case: Case) -> Iterator[Found]:
    for file in case.evidence:
        if file.evidence.is_infected:
            yield Found("evidence_infected", SERIOUS, found=file.evidence.scan.signature, evidence=file.evidence)
