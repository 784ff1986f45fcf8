"""Tables made and read by astropy.

Usage: tables.py make FOLDER    writes one table in every format
       tables.py show FILE      prints "name unit ucd: values" for every column of a table
"""
import sys
import warnings

warnings.simplefilter("ignore")
import numpy as np
from astropy import units as u
from astropy.io import fits
from astropy.io.votable import from_table, parse_single_table
from astropy.table import Column, MaskedColumn, Table


def make(folder):
    t = Table()
    t["id"] = Column(np.arange(5, dtype="i8") + 2 ** 60, description="A number: long, 'quoted'")
    t["ra"] = Column([10.5, 359.999999, np.nan, -0.0, 1e-300], unit=u.deg)
    t["mag"] = Column(np.array([20.5, 21.25, 22, 23, 24], dtype="f4"), unit=u.mag)
    t["n"] = MaskedColumn(np.array([1, 2, 3, 4, -5], dtype="i4"), mask=[0, 0, 1, 0, 0])
    t["small"] = np.array([1, -2, 3, 4, 5], dtype="i2")
    t["star"] = np.array([True, False, True, True, False])
    t["name"] = ["a b", "c,d", 'e"f', "", "ghi"]
    t.write(f"{folder}/a.ecsv", format="ascii.ecsv")
    t.write(f"{folder}/comma.ecsv", format="ascii.ecsv", delimiter=",")
    for form in ("tabledata", "binary", "binary2"):
        vot = from_table(t)
        for field in vot.get_first_table().fields:
            # astropy 5 forgets to tell its fields which version they are written for.
            field._config["version_1_3_or_later"] = True
        for field in vot.get_first_table().fields:
            if field.datatype == "int":
                field.values.null = -99
        vot.to_xml(f"{folder}/{form}.vot", tabledata_format=form)
    t.write(f"{folder}/a.fits")
    columns = [
        fits.Column("u16", "I", bzero=32768, array=np.array([0, 65535, 7], dtype="u2")),
        fits.Column("u64", "K", bzero=2 ** 63, array=np.array([0, 2 ** 63 - 1, 7], dtype="u8")),
        fits.Column("scaled", "I", array=np.array([1, 2, -20], dtype="i2")),
        fits.Column("vector", "3E", array=np.arange(9, dtype="f4").reshape(3, 3)),
        fits.Column("cube", "6D", dim="(3,2)", array=np.arange(18.0).reshape(3, 2, 3)),
        fits.Column("var", "PJ()", array=np.array([[1], [2, 3], []], dtype=object)),
        fits.Column("varq", "QD()", array=np.array([[1.5], [], [2.5, 3.5]], dtype=object)),
        fits.Column("bits", "9X", array=np.zeros((3, 9), dtype=bool)),
        fits.Column("c", "C", array=np.array([1 + 2j, 0, 1j])),
        fits.Column("text", "5A", array=["ab", "", "hello"]),
    ]
    fits.BinTableHDU.from_columns(columns).writeto(f"{folder}/types.fits")
    fits.setval(f"{folder}/types.fits", "TSCAL3", value=0.5, ext=1)
    fits.setval(f"{folder}/types.fits", "TZERO3", value=10.0, ext=1)
    head = fits.BinTableHDU.from_columns([fits.Column("Field Header Card", "80A", array=["SIMPLE  = T"])], name="LDAC_IMHEAD")
    objects = fits.BinTableHDU.from_columns([fits.Column("MAG_AUTO", "E", array=[20.0, 21.0])], name="LDAC_OBJECTS")
    fits.HDUList([fits.PrimaryHDU(), head, objects]).writeto(f"{folder}/ldac.cat")


def show(path):
    if path.endswith(".vot"):
        t = parse_single_table(path, verify="exception").to_table(use_names_over_ids=True)
    elif path.endswith(".ecsv"):
        t = Table.read(path, format="ascii.ecsv")
    else:
        t = Table.read(path, format="fits")
    for c in t.columns.values():
        values = []
        for v in c:
            if np.ma.is_masked(v):
                values.append("--")
            elif isinstance(v, (float, np.floating)):
                values.append(repr(float(v)))
            elif isinstance(v, (bool, np.bool_)):
                values.append(str(bool(v)))
            else:
                values.append(v.decode() if isinstance(v, bytes) else str(v))
        print(f"{c.name} [{c.unit or ''}]: " + "|".join(values))


{"make": make, "show": show}[sys.argv[1]](sys.argv[2])
