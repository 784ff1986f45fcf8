"""Compressed images made and read by astropy.

Usage: pixels.py make FOLDER    writes pairs plain_N.fits (the truth as astropy reads it) and packed_N.fits
       pixels.py unpack FILE OUT    writes the first image of FILE as float64
"""
import sys
import warnings

warnings.simplefilter("ignore")
import numpy as np
from astropy.io import fits


def make(folder):
    rng = np.random.default_rng(7)
    noise = rng.normal(100, 5, (50, 70)).astype("f4")
    holes = noise.copy()
    holes[3, 4:9] = np.nan
    holes[10, :20] = 0
    ints = rng.integers(-30000, 30000, (50, 70))
    cube = rng.integers(-1000, 1000, (4, 20, 30))
    cases = [
        (ints.astype("i2"), dict(compression_type="RICE_1")),
        (ints.astype("i4") * 60000, dict(compression_type="RICE_1", tile_size=(16, 11))),
        (np.abs(ints).astype("u1"), dict(compression_type="RICE_1")),
        (np.abs(ints).astype("u2") * 2, dict(compression_type="RICE_1")),
        (ints.astype("i2"), dict(compression_type="GZIP_1", tile_size=(70, 50))),
        (ints.astype("i4"), dict(compression_type="GZIP_2")),
        (cube.astype("i4"), dict(compression_type="RICE_1", tile_size=(7, 6, 3))),
        (cube.astype("i2"), dict(compression_type="GZIP_2", tile_size=(30, 20, 1))),
        (noise, dict(compression_type="RICE_1", quantize_method=-1)),
        (noise, dict(compression_type="RICE_1", quantize_method=1, dither_seed=9990)),
        (holes, dict(compression_type="RICE_1", quantize_method=2, dither_seed=33, tile_size=(20, 20))),
        (holes, dict(compression_type="GZIP_1", quantize_method=1, dither_seed=1)),
        (noise, dict(compression_type="GZIP_2", quantize_level=0)),
        (noise.astype("f8"), dict(compression_type="RICE_1", quantize_method=2, dither_seed=5)),
    ]
    for i, (data, options) in enumerate(cases):
        fits.HDUList([fits.PrimaryHDU(), fits.CompImageHDU(data, **options)]).writeto(f"{folder}/packed_{i}.fits")
        with fits.open(f"{folder}/packed_{i}.fits") as hdus:
            fits.PrimaryHDU(np.asarray(hdus[1].data, dtype="f8")).writeto(f"{folder}/plain_{i}.fits")
    print(len(cases))


def unpack(path, out):
    with fits.open(path) as hdus:
        data = next(h.data for h in hdus if h.data is not None)
        fits.PrimaryHDU(np.asarray(data, dtype="f8")).writeto(out)


if sys.argv[1] == "make":
    make(sys.argv[2])
else:
    unpack(*sys.argv[2:4])
