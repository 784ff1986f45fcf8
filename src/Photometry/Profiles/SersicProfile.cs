namespace GaLNet.Photometry.Profiles;

/// <summary>
/// A galaxy's light as one Sérsic profile, in the pixels of one plane:
/// I(r) = I_e exp(-b_n [(r/rEff)^(1/n) - 1]) on ellipses of constant axis ratio (GaLNet I, Eq. 1, with the
/// exponent 1/n that its print lost).
/// </summary>
/// <param name="XPix">Centre along a row, 0-based pixels (centre of the first pixel = 0).</param>
/// <param name="YPix">Centre along a column, 0-based pixels; row 0 is the first FITS row (bottom).</param>
/// <param name="Flux">Total flux integrated to infinity, in the plane's counts.</param>
/// <param name="ReffPix">Half-light semi-major axis before PSF convolution, pixels, &gt; 0.</param>
/// <param name="AxisRatio">Minor/major axis ratio q, (0, 1].</param>
/// <param name="PaDeg">Position angle of the major axis, degrees counter-clockwise from +x, [0, 180).</param>
/// <param name="Index">Sérsic index n, 0.1..8.</param>
public readonly record struct SersicProfile(
    double XPix, double YPix, double Flux, double ReffPix, double AxisRatio, double PaDeg, double Index);
