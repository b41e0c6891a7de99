from .call_back import CallBack
from .conversation import CannedAnswer, Conversation, Message
from .given_file import GivenFile

__all__ = ["CallBack", "CannedAnswer", "Conversation", "GivenFile", "Message"]
