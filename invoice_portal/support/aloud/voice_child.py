"""Speaks with eSpeak NG: JSON of [[voice, text], …] on stdin, MP3 on stdout. Run under limited.py, never imported.

Ends with 3 if there is no such voice.
"""
import ctypes
import json
import sys

import espeakng_loader
import lameenc

_SYNCHRONOUS, _DONT_EXIT, _UTF8 = 2, 0x8000, 1
_RATE_PARAMETER, _WORDS_A_MINUTE = 1, 165
_KILOBITS = 40
NO_VOICE = 3


def main() -> int:
    parts = json.load(sys.stdin)
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    data = espeakng_loader.get_data_path().encode()
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, data, _DONT_EXIT)
    if rate <= 0:
        return 1
    encoder = lameenc.Encoder()
    encoder.set_in_sample_rate(rate)
    encoder.set_channels(1)
    encoder.set_bit_rate(_KILOBITS)
    encoder.set_quality(7)
    encoder.silence()
    sound = bytearray()

    @ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)
    def take(samples, count, _events):
        if samples and count > 0:
            sound.extend(ctypes.string_at(samples, count * 2))
        return 0

    library.espeak_SetSynthCallback(take)
    for voice, text in parts:
        if library.espeak_SetVoiceByName(voice.encode()):
            return NO_VOICE
        library.espeak_SetParameter(_RATE_PARAMETER, _WORDS_A_MINUTE, 0)
        spoken = text.encode()
        library.espeak_Synth(spoken, ctypes.c_size_t(len(spoken) + 1), 0, 1, 0, _UTF8, None, None)
    sys.stdout.buffer.write(encoder.encode(bytes(sound)) + encoder.flush())
    return 0


if __name__ == "__main__":
    sys.exit(main())
