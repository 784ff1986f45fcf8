"""Random headers of a kind of WCS and what astropy/wcslib make of them, one JSON object a line.

Usage: wcs.py KIND COUNT SEED
Each line: {"cards": [80-character cards], "points": [[x, y, ra, dec], ...]} with 1-based pixels and degrees.
"""
import json
import math
import random
import sys
import warnings

warnings.simplefilter("ignore")
from astropy.io import fits
from astropy.wcs import WCS, Wcsprm

kind, count, rng = sys.argv[1], int(sys.argv[2]), random.Random(f"{sys.argv[1]} {sys.argv[3]}")


def header():
    h = fits.Header()
    code = {"SLANT": "SIN", "SIP": "TAN", "PV": "TAN"}.get(kind, kind)
    suffix = "-SIP" if kind == "SIP" else ""
    swapped = rng.random() < 0.25
    lon, lat = (2, 1) if swapped else (1, 2)
    h[f"CTYPE{lon}"] = f"RA---{code}{suffix}"
    h[f"CTYPE{lat}"] = f"DEC--{code}{suffix}"
    h[f"CRVAL{lon}"] = rng.choice([rng.uniform(0, 360), 0.0, 1e-5, 359.9999])
    h[f"CRVAL{lat}"] = rng.choice([rng.uniform(-90, 90), 90.0, -90.0, 89.9999, 0.0, rng.uniform(-60, 60)])
    h["CRPIX1"], h["CRPIX2"] = rng.uniform(-3000, 12000), rng.uniform(-3000, 12000)
    scale = 10 ** rng.uniform(-5, -3.5)
    angle, mirror = rng.uniform(0, 2 * math.pi), rng.choice([1, -1])
    sx, sy = -mirror * scale, scale * rng.uniform(0.9, 1.1)
    c, s = math.cos(angle), math.sin(angle)
    form = rng.choice(["CD", "PC", "CROTA"])
    if form == "CD":
        for key, value in zip(("CD1_1", "CD1_2", "CD2_1", "CD2_2"), (sx * c, -sy * s, sx * s, sy * c)):
            h[key] = value
    elif form == "PC":
        h["CDELT1"], h["CDELT2"] = sx, sy
        for key, value in zip(("PC1_1", "PC1_2", "PC2_1", "PC2_2"), (c, -s * sy / sx, s * sx / sy, c)):
            h[key] = value
    else:
        h["CDELT1"], h["CDELT2"], h[f"CROTA{lat}"] = sx, sy, math.degrees(angle)
    if form != "CROTA" and rng.random() < 0.3:
        h["LONPOLE"] = rng.uniform(-180, 360)
    if rng.random() < 0.5:
        h["RADESYS"] = rng.choice(["ICRS", "FK5"])
    if kind == "SLANT":
        h[f"PV{lat}_1"], h[f"PV{lat}_2"] = rng.uniform(-1, 1), rng.uniform(-1, 1)
    if kind == "ZPN":
        h[f"PV{lat}_1"] = rng.uniform(0.8, 1.2)
        for m in (0, 2, 3, 5):
            if rng.random() < 0.6:
                h[f"PV{lat}_{m}"] = rng.uniform(-0.2, 0.2) if m else rng.uniform(0, 1e-6)
    if kind == "SIP":
        for name in "AB":
            order = rng.randint(2, 5)
            h[f"{name}_ORDER"] = order
            for p in range(order + 1):
                for q in range(order + 1 - p):
                    if p + q >= 2 and rng.random() < 0.8:
                        h[f"{name}_{p}_{q}"] = rng.uniform(-1, 1) * 20 / 6000.0 ** (p + q)
    if kind in ("TPV", "PV"):
        size = 6000 * scale
        last = rng.choice([6, 10, 11, 16, 22, 23, 30, 38, 39])
        radial = {3: 1, 11: 3, 23: 5, 39: 7}
        for axis in (1, 2):
            for m in range(last + 1):
                if m in (1, last) or rng.random() < 0.75:
                    degree = radial.get(m, sum(m >= n for n in (1, 4, 7, 12, 17, 24, 31)))
                    h[f"PV{axis}_{m}"] = (m == 1) + rng.uniform(-1, 1) * 0.004 * size / size ** degree
    return h


# The registry's table of TPV: powers of (x, y) of the terms 0 to 39; a third number is the power of r.
TPV = [(0, 0), (1, 0), (0, 1), (0, 0, 1), (2, 0), (1, 1), (0, 2), (3, 0), (2, 1), (1, 2), (0, 3), (0, 0, 3),
       (4, 0), (3, 1), (2, 2), (1, 3), (0, 4), (5, 0), (4, 1), (3, 2), (2, 3), (1, 4), (0, 5), (0, 0, 5),
       (6, 0), (5, 1), (4, 2), (3, 3), (2, 4), (1, 5), (0, 6),
       (7, 0), (6, 1), (5, 2), (4, 3), (3, 4), (2, 5), (1, 6), (0, 7), (0, 0, 7)]


def tpv_sky(h, pixels):
    """TPV by its definition between the matrix and TAN, both astropy's (wcslib 7 errs where degrees are unequal)."""
    plain = fits.Header(h, copy=True)
    for key in [k for k in plain if k.startswith("PV")]:
        del plain[key]
    for axis in (1, 2):
        plain[f"CTYPE{axis}"] = plain[f"CTYPE{axis}"][:5] + "TAN"
    prm = Wcsprm(plain.tostring(sep="", endcard=False, padding=False).encode())
    prm.cdfix()
    prm.set()
    lon = prm.lng
    plane = prm.p2s(pixels, 1)["imgcrd"]
    moved = []
    for point in plane:
        out = [0.0, 0.0]
        for axis in (0, 1):
            x, y = point[axis], point[1 - axis]
            for m, powers in enumerate(TPV):
                value = x ** powers[0] * y ** powers[1]
                if len(powers) == 3:
                    value *= math.hypot(x, y) ** powers[2]
                out[axis] += h.get(f"PV{axis + 1}_{m}", 0.0) * value
        moved.append(out)
    for key in ("CROTA1", "CROTA2", "PC1_1", "PC1_2", "PC2_1", "PC2_2", "CD1_1", "CD1_2", "CD2_1", "CD2_2"):
        if key in plain:
            del plain[key]
    plain["CRPIX1"] = plain["CRPIX2"] = 0.0
    plain["CDELT1"] = plain["CDELT2"] = 1.0
    prm = Wcsprm(plain.tostring(sep="", endcard=False, padding=False).encode())
    prm.set()
    return prm.p2s(moved, 1)["world"]


for _ in range(count):
    h = header()
    text = h.tostring(sep="", endcard=False, padding=False)
    pixels = [[h["CRPIX1"] + rng.uniform(-6000, 6000), h["CRPIX2"] + rng.uniform(-6000, 6000)] for _ in range(4)]
    if kind in ("TPV", "PV"):
        sky = [list(map(float, p)) for p in tpv_sky(h, pixels)]
    elif kind == "SIP":
        sky = WCS(h).all_pix2world(pixels, 1)
        sky = [list(map(float, p)) for p in sky]
    else:
        prm = Wcsprm(text.encode())
        prm.cdfix()
        prm.set()
        sky = [list(map(float, p)) for p in prm.p2s(pixels, 1)["world"]]
    lon = 1 if h["CTYPE2"].startswith("RA") else 0
    print(json.dumps({
        "kind": kind,
        "cards": [str(card).rstrip() for card in h.cards],
        "points": [[x, y, p[lon], p[1 - lon]] for (x, y), p in zip(pixels, sky)],
    }))
