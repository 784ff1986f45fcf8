"""Where astropy puts pixels of a real header (80-character cards with or without line ends, or a FITS file).

Usage: real_wcs.py FILE; prints lines "x y ra dec".
"""
import sys
import warnings

warnings.simplefilter("ignore")
from astropy.io import fits
from astropy.wcs import WCS

path = sys.argv[1]
if path.endswith(".head"):
    header = fits.Header.fromtextfile(path)
    # SCAMP before 2012 wrote TPV under the name of TAN.
    for axis in (1, 2):
        header[f"CTYPE{axis}"] = header[f"CTYPE{axis}"].replace("TAN", "TPV")
elif path.endswith(".hdr"):
    header = fits.Header.fromstring(open(path, encoding="latin1").read())
else:
    header = fits.getheader(path)
wcs = WCS(header)
width, height = header.get("NAXIS1", 256), header.get("NAXIS2", 256)
for x in (1.0, 0.3 * width, 0.7 * width + 0.125, float(width)):
    for y in (1.0, 0.6 * height, float(height)):
        ra, dec = wcs.all_pix2world([[x, y]], 1)[0]
        print(x, y, repr(float(ra)), repr(float(dec)))
