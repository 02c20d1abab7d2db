"""Makes the photos beside it, all of one drawing: python make.py (with Pillow 13.0.0)."""

import random

from PIL import Image, ImageDraw

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
