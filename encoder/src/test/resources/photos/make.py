"""Makes the photos beside it, all of one drawing: python make.py (with Pillow 13.0.0)."""

import random
import struct

from PIL import Image, ImageCms, ImageDraw

WIDTH, HEIGHT = 64, 48


def draw():
    noise = random.Random(1)
    image = Image.new("RGB", (WIDTH, HEIGHT))
    for y in range(HEIGHT):
        for x in range(WIDTH):
            n = noise.randint(-6, 6)
            image.putpixel((x, y), (40 + 3 * x + n, 40 + 3 * y + n, 220 - 3 * x + n))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 15, 15), fill=(200, 40, 40))
    pen.rectangle((40, 24, 63, 47), fill=(40, 160, 60))
    return image


image = draw()
image.save("drawing.png")
image.save("baseline.jpg", quality=95)
image.save("progressive.jpg", quality=95, progressive=True)
image.save("lossy.webp", quality=95)
image.save("lossless.webp", lossless=True)
image.save("drawing.bmp")
image.save("drawing.avif")
for name, options in {
    "uncompressed": {},
    "lzw": {"compression": "tiff_lzw"},
    "deflate": {"compression": "tiff_adobe_deflate"},
    "packbits": {"compression": "packbits"},
    "jpeg": {"compression": "jpeg", "quality": 95},
}.items():
    image.save(name + ".tiff", **options)

# The drawing on its side, and a note that says so.
exif = Image.Exif()
exif[0x0112] = 6
turned = image.transpose(Image.Transpose.ROTATE_90)
turned.save("orientation6.webp", lossless=True, exif=exif)
turned.save("orientation6.png", exif=exif)
turned.save("orientation6.tiff", compression="tiff_lzw", exif=exif)

# Upper right corner clear, lower left one half clear; below lie colours that must not show.
alpha = image.convert("RGBA")
for y in range(HEIGHT):
    for x in range(WIDTH):
        r, g, b, a = alpha.getpixel((x, y))
        a = 0 if x >= 32 and y < 24 else 128 if x < 32 and y >= 24 else 255
        alpha.putpixel((x, y), (r, g, b, a))
alpha.save("alpha.png")
alpha.save("alpha-lossless.webp", lossless=True, exact=True)
alpha.save("alpha-lossy.webp", quality=95, exact=True)
alpha.save("alpha.tiff", compression="tiff_lzw")
white = Image.new("RGBA", alpha.size, "white")
Image.alpha_composite(white, alpha).convert("RGB").save("on-white.png")

black = Image.new("RGB", (WIDTH, HEIGHT))
colours = image.quantize(256, dither=Image.Dither.NONE)
colours.save("palette.png")
colours.save("palette.bmp")
colours.save("still.gif")
colours.save("animated.gif", save_all=True, append_images=[black], duration=100)
image.save("animated.webp", save_all=True, append_images=[black], duration=100, lossless=True)
image.save("animated.png", save_all=True, append_images=[black], duration=100)
image.save("pages.tiff", save_all=True, append_images=[black], compression="tiff_lzw")

grey = image.convert("L")
grey.save("grey.png")
grey.save("grey.jpg", quality=95)
grey.save("grey.tiff", compression="tiff_lzw")
grey.convert("I").point(lambda v: v * 257).convert("I;16").save("grey16.tiff")

# Inks without a profile: paper less ink less black.
inks = image.convert("CMYK")
inks.save("cmyk.jpg", quality=95)
inks.save("cmyk.tiff", compression="tiff_lzw")

# What Photoshop writes: the inverted inks, taken as RGB, as YCbCr, and the Adobe marker says so.
# (Pillow inverts all four as it writes them, hence the inversions here.)
c, m, y, k = inks.split()
ycc = Image.merge("RGB", (c, m, y)).convert("YCbCr").split()
Image.merge("CMYK", [band.point(lambda v: 255 - v) for band in ycc] + [k]).save("ycck.jpg", quality=95)
with open("ycck.jpg", "rb+") as file:
    data = bytearray(file.read())
    data[data.index(b"Adobe") + 11] = 2
    file.seek(0)
    file.write(data)

# What Resize must make of the drawing, to the last bit.
for side in (8, 20, 100):
    image.resize((side, side), Image.Resampling.BILINEAR).save(f"resized{side}.png")
middle = (0.15 * WIDTH, 0.15 * HEIGHT, 0.85 * WIDTH, 0.85 * HEIGHT)
for side in (20, 100):
    image.resize((side, side), Image.Resampling.BILINEAR, box=middle).save(f"middle{side}.png")

# sRGB with red and blue exchanged: what it changes is plain to see.
profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
profile = profile.replace(b"rXYZ", b"????", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"????", b"bXYZ", 1)
image.save("profile.png", icc_profile=profile)
image.save("profile.webp", lossless=True, icc_profile=profile)
image.save("profile.tiff", compression="tiff_lzw", icc_profile=profile)


def ink_profile():
    """A profile of four inks, cyan and magenta exchanged: a table of the 16 full prints."""
    lab = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"
    )
    table = bytearray()
    for i in range(16):
        c, m, y, k = i >> 3 & 1, i >> 2 & 1, i >> 1 & 1, i & 1
        rgb = tuple(255 * (1 - ink) * (1 - k) for ink in (m, c, y))
        table += bytes(ImageCms.applyTransform(Image.new("RGB", (1, 1), rgb), lab).getpixel((0, 0)))
    one = struct.pack(">i", 1 << 16)
    zero = struct.pack(">i", 0)
    straight = bytes(range(256))
    a2b = b"mft1" + bytes(4) + bytes((4, 3, 2, 0))
    a2b += one + zero * 3 + one + zero * 3 + one + straight * 4 + bytes(table) + straight * 3
    a2b += bytes(-len(a2b) % 4)
    text = b"text" + bytes(4) + b"CC0\0"
    desc = b"desc" + bytes(4) + struct.pack(">I", 5) + b"inks\0" + bytes(8 + 3 + 67)
    desc += bytes(-len(desc) % 4)
    white = b"XYZ " + bytes(4) + struct.pack(">3I", 0xF6D6, 0x10000, 0xD32D)
    tags = [(b"desc", desc), (b"cprt", text), (b"wtpt", white), (b"A2B0", a2b)]
    at = 128 + 4 + 12 * len(tags)
    directory, body = struct.pack(">I", len(tags)), b""
    for name, content in tags:
        directory += name + struct.pack(">II", at + len(body), len(content))
        body += content
    size = at + len(body)
    head = struct.pack(">I", size) + bytes(4) + b"\x02\x40\0\0" + b"prtrCMYKLab "
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28)
    head += struct.pack(">3I", 0xF6D6, 0x10000, 0xD32D) + bytes(48)
    return head + directory + body


cyan = Image.new("CMYK", (16, 16), (255, 0, 0, 0))
cyan.save("cmyk-profile.jpg", quality=95, icc_profile=ink_profile())
