"""The rules of the pre-review: each a small module with ``check(case)``, independent of the others."""
from . import evidence_against_feed, evidence_agrees, evidence_infected, evidence_reused, faults, known_record, place

RULES = {
    "known_record": known_record.check,
    "evidence_infected": evidence_infected.check,
    "evidence_agrees": evidence_agrees.check,
    "evidence_against_feed": evidence_against_feed.check,
    "faults": faults.check,
    "evidence_reused": evidence_reused.check,
    "place": place.check,
}
