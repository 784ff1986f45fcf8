"""PSFs in files, read and evaluated with astropy and numpy alone.

psf.py psfex FILE X Y        the sum of PSFEx's images at a position (FITS pixels)
psf.py sdss FILE BAND X Y    the sum of psField's Karhunen-Loeve images; X, Y FITS pixels
psf.py make FOLDER           files in other surveys' forms: euclid.fits, stdpsf.fits, calexp.fits
Images are printed as width, height, then the pixels row by row.
"""
import sys

import numpy as np
from astropy.io import fits
from astropy.table import Table


def show(image):
    print(image.shape[1], image.shape[0], *(repr(float(v)) for v in image.ravel()))


def psfex(path, x, y):
    row = fits.getdata(path, 1)[0]
    header = fits.getheader(path, 1)
    names = {n.lower() for n in row.array.names}
    value = lambda key: row[key] if key.lower() in names else header[key]
    u = (x - value('POLZERO1')) / value('POLSCAL1')
    v = (y - value('POLZERO2')) / value('POLSCAL2')
    degree = int(value('POLDEG1'))
    terms = [u**i * v**j for j in range(degree + 1) for i in range(degree + 1 - j)]
    mask = np.asarray(row['PSF_MASK'], dtype=float)
    show(np.tensordot(terms, mask, 1))


def sdss(path, band, x, y):
    with fits.open(path) as file:
        table = file[1 + file[0].header['FILTERS'].split().index(band)].data
        row, col = y - 0.5, x - 0.5
        total = 0
        for k in range(len(table)):
            weight = sum(table['c'][k][i][j] * (1e-3 * row)**i * (1e-3 * col)**j
                         for i in range(table['nrow_b'][0]) for j in range(table['ncol_b'][0]))
            total = total + weight * table['RROWS'][k].reshape(table['RNROW'][k], table['RNCOL'][k]).astype(float)
        show(total)
        print(file[6].data['psf_width'][0][file[0].header['FILTERS'].split().index(band)])


def gaussian(side, sigma):
    r = np.arange(side) - side // 2
    return np.exp(-(r[:, None]**2 + r[None, :]**2) / 2 / sigma**2)


def make(folder):
    side = 19
    grid = np.zeros((2 * side, 3 * side), dtype=np.float32)
    table = {n: [] for n in ('RA', 'DEC', 'x', 'y', 'x_center', 'y_center')}
    for i in range(6):
        a, b = i % 3, i // 3
        grid[b * side:(b + 1) * side, a * side:(a + 1) * side] = gaussian(side, 1 + i / 10)
        for name, value in zip(table, (150 + a, 2 + b, 1000. * a, 500. * b, a * side + 10., b * side + 10.)):
            table[name].append(value)
    image = fits.ImageHDU(grid)
    image.header['STMPSIZE'] = side
    fits.HDUList([fits.PrimaryHDU(), image, fits.table_to_hdu(Table(table))]).writeto(folder + '/euclid.fits')

    cube = fits.PrimaryHDU(np.stack([gaussian(21, 4 + k) for k in range(6)]).astype(np.float32))
    cube.header['NXPSFS'], cube.header['NYPSFS'] = 3, 2
    for i, x in enumerate((0, 2048, 4096)):
        cube.header[f'IPSFX{i + 1:02d}'] = x
    for i, y in enumerate((0, 2051)):
        cube.header[f'JPSFY{i + 1:02d}'] = y
    cube.writeto(folder + '/stdpsf.fits')

    planes = [fits.PrimaryHDU()]
    for name, dtype in (('IMAGE', np.float32), ('MASK', np.int32), ('VARIANCE', np.float32)):
        planes.append(fits.ImageHDU(np.zeros((8, 8), dtype=dtype), name=name))
    for bit, name in enumerate(('BAD', 'SAT', 'INTRP', 'CR', 'EDGE', 'DETECTED', 'DETECTED_NEGATIVE', 'SUSPECT',
                                'NO_DATA')):
        planes[2].header[('HIERARCH ' if len(name) > 5 else '') + 'MP_' + name] = bit
    planes[2].data[1, 1:7] = [1, 2, 4, 16, 32, 256]
    index = fits.table_to_hdu(Table({'id': [1, 2], 'name': ['SkyWcs', 'CoaddPsf']}))
    index.header['EXTTYPE'] = 'ARCHIVE_INDEX'
    planes[0].header['INSTRUME'] = 'HSC'
    planes[0].header['FLUXMAG0'] = 63095734448.0194
    fits.HDUList(planes + [index]).writeto(folder + '/calexp.fits')


command, *rest = sys.argv[1:]
if command == 'make':
    make(rest[0])
elif command == 'psfex':
    psfex(rest[0], float(rest[1]), float(rest[2]))
else:
    sdss(rest[0], rest[1], float(rest[2]), float(rest[3]))
