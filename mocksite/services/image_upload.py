"""Pictures that readers hand in: what is kept of them is the picture alone, drawn anew."""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("PNG", "JPEG")
MOST_PIXELS = 20_000_000
SIDE = 1600
NO_PICTURE = "Choose a picture: a PNG or JPEG file."


class PictureError(ValueError):
    """What was handed in cannot be taken; the message is for its reader."""


def redrawn(given: bytes) -> bytes:
    """A picture as a PNG of at most 1600 pixels a side, without anything that came along with it.

    Raises PictureError for what is no whole PNG or JPEG, or has more than twenty million pixels, which is known before
    it is unpacked.
    """
    try:
        with Image.open(BytesIO(given), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise PictureError("That picture is too large. Make it smaller, and choose it again.")
            drawn = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise error if isinstance(error, PictureError) else PictureError(NO_PICTURE) from None
    drawn.thumbnail((SIDE, SIDE))
    kept = BytesIO()
    Image.frombytes("RGB", drawn.size, drawn.tobytes()).save(kept, "PNG")
    return kept.getvalue()
