from .api_answer import ApiAnswer
from .api_token import ApiToken
from .authenticator import Authenticator
from .consent import Consent
from .look import Look
from .misuse import Misuse
from .operator import Operator
from .person import Person
from .second_factor import RecoveryCode, RecoveryDevice
from .sms_code import SmsCode
from .staff import StaffMember
from .taxpayer import FormerName, Taxpayer

__all__ = [
    "ApiAnswer", "ApiToken", "Authenticator", "Consent", "FormerName", "Look", "Misuse", "Operator", "Person",
    "RecoveryCode", "RecoveryDevice", "SmsCode", "StaffMember", "Taxpayer",
]  # fmt: skip
