"""Uploaded pictures, re-encoded."""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("PNG", "JPEG")
MOST_PIXELS = 20_000_000
LONGEST_SIDE = 1600
NOT_A_PICTURE = "Choose a picture: a PNG or JPEG file."


class PictureError(ValueError):
    """An upload that is refused; the message is for the reader."""


def to_png(upload: bytes) -> bytes:
    """Re-encode a picture as a PNG of at most 1600 pixels a side, without its metadata.

    Raises PictureError for anything but a PNG or JPEG of up to twenty million pixels, checked before decoding.
    """
    try:
        with Image.open(BytesIO(upload), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise PictureError("That picture is too large. Make it smaller, and choose it again.")
            decoded = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise error if isinstance(error, PictureError) else PictureError(NOT_A_PICTURE) from None
    decoded.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    png = BytesIO()
    Image.frombytes("RGB", decoded.size, decoded.tobytes()).save(png, "PNG")
    return png.getvalue()
