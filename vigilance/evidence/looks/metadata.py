"""What a picture tells besides the picture: the place, the device, and a smaller picture of what was cut away."""

from vigilance.evidence.looks import tiff
from vigilance.evidence.looks.tiff import NotTiff, Tiff
from vigilance.evidence.signs import Found, Sign

EXIF_HEAD = b"Exif\x00\x00"
_DEVICE = (tiff.MAKE, tiff.MODEL)
_DEVICE_WITHIN = (tiff.OWNER, tiff.BODY_SERIAL, tiff.LENS_SERIAL, tiff.MAKER_NOTE, tiff.UNIQUE_ID)


def look_at_exif(content: bytes, found: Found) -> None:
    """The metadata of a camera, with or without their heading."""
    content = content.removeprefix(EXIF_HEAD)
    try:
        told = Tiff(content)
        directories = list(told.chain())
    except NotTiff:
        return
    for number, directory in enumerate(directories):
        look_at_directory(told, directory, found)
        found.sign(Sign.INNER_PICTURE, when=number > 0 and directory.get(tiff.THUMBNAIL))


def look_at_directory(told: Tiff, directory: tiff.Directory, found: Found) -> None:
    """One directory and those it points to."""
    place = told.within(directory, tiff.GPS)
    # A phone that may not tell its place writes the version of the format and nothing else.
    found.sign(
        Sign.LOCATION_DATA, when=place and any(field.tag not in (0, 29) for field in place.fields)
    )
    found.sign(Sign.DEVICE_DATA, when=any(directory.get(tag) for tag in _DEVICE))
    found.sign(Sign.AUTHOR_DATA, when=directory.get(tiff.ARTIST))
    xmp = directory.get(tiff.XMP)
    if xmp is not None:
        look_at_xmp(bytes(told.content[xmp.value_at : xmp.value_at + xmp.size]), found)
    within = told.within(directory, tiff.EXIF)
    if within is not None:
        found.sign(Sign.DEVICE_DATA, when=any(within.get(tag) for tag in _DEVICE_WITHIN))


def look_at_xmp(content: bytes, found: Found) -> None:
    """The metadata that editors write as XML."""
    found.sign(Sign.LOCATION_DATA, when=b"GPSLatitude" in content or b"GPSLongitude" in content)
    found.sign(Sign.DEVICE_DATA, when=b"SerialNumber" in content or b"tiff:Model" in content)
    found.sign(Sign.INNER_PICTURE, when=b"xmpGImg:image" in content)
    found.sign(Sign.AUTHOR_DATA, when=b"dc:creator" in content)
