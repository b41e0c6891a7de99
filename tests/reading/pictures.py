"""Pictures of invoices made for tests: a page with its QR code, held straight, aslant, in bad light."""
import io

import segno
from PIL import Image, ImageChops, ImageFilter

from tests import documents as make

DIGITAL = f"01,31,,{make.NUMBER},113,20261012,,0A1B"
OLDER = "01,10,011002000111,07009901,94.34,20201112,01234567890123456789,0A1B,"


def code(payload, scale=4) -> Image.Image:
    held = io.BytesIO()
    segno.make_qr(payload, error="m").save(held, kind="png", scale=scale, border=4)
    return Image.open(held).convert("L")


def page(*payloads, size=(1200, 800), scale=4) -> Image.Image:
    """A white page with codes side by side."""
    made = Image.new("L", size, 235)
    for place, payload in enumerate(payloads):
        made.paste(code(payload, scale), (60 + 400 * place, 50))
    return made


def photograph(payload=DIGITAL, *, angle=0, lean=0, noise=0, blur=0, light=1.0, scale=4) -> Image.Image:
    """The page turned by ``angle``, seen from the side (``lean``), with a sensor's noise, out of focus, in the dark."""
    made = page(payload, scale=scale).rotate(angle, expand=True, fillcolor=180, resample=Image.Resampling.BICUBIC)
    width, height = made.size
    corners = (
        -lean * width * 0.1, -lean * height * 0.05, -lean * width * 0.02, height * (1 + lean * 0.1),
        width * (1 + lean * 0.15), height * (1 - lean * 0.05), width * (1 - lean * 0.02), lean * height * 0.1,
    )  # fmt: skip
    made = made.transform((width, height), Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=150)
    made = made.filter(ImageFilter.GaussianBlur(blur)).point([int(level * light) for level in range(256)])
    return ImageChops.add(made, Image.effect_noise(made.size, noise), scale=1, offset=-128) if noise else made


def encoded(picture, kind="PNG", **options) -> bytes:
    held = io.BytesIO()
    picture.save(held, kind, **options)
    return held.getvalue()
