"""Where astropy-healpix puts random points.

Usage: healpix.py OUT    writes little-endian doubles and integers: N, lon[N], lat[N], then for every order 0..29 the
                         NESTED indices [N], the centres of the first 1000 (lon, lat) and their neighbours [8, 1000]
"""
import sys

import numpy as np
from astropy import units as u
from astropy_healpix import HEALPix

rng = np.random.default_rng(20260922)
count = 100_000
lon = rng.uniform(0, 360, count)
lat = np.degrees(np.arcsin(rng.uniform(-1, 1, count)))
# A tenth close to the poles and to the seams between faces.
lat[:5000] = rng.choice([-1, 1], 5000) * (90 - 10 ** rng.uniform(-9, 1, 5000))
lon[5000:10000] = rng.integers(0, 8, 5000) * 45 + rng.choice([-1, 1], 5000) * 10 ** rng.uniform(-9, 0, 5000)
lon %= 360
with open(sys.argv[1], "wb") as out:
    np.array([count], dtype="<i8").tofile(out)
    lon.astype("<f8").tofile(out)
    lat.astype("<f8").tofile(out)
    for order in range(30):
        grid = HEALPix(nside=2 ** order, order="nested")
        index = grid.lonlat_to_healpix(lon * u.deg, lat * u.deg)
        index.astype("<i8").tofile(out)
        some = index[:1000]
        ra, dec = grid.healpix_to_lonlat(some)
        ra.to_value(u.deg).astype("<f8").tofile(out)
        dec.to_value(u.deg).astype("<f8").tofile(out)
        grid.neighbours(some).astype("<i8").tofile(out)
