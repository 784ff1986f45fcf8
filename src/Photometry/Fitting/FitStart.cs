using GaLNet.Photometry.Profiles;

namespace GaLNet.Photometry.Fitting;

/// <summary>What is known of a target before its pixels are fitted: where a fit starts, how it is held.</summary>
/// <param name="Profile">The target in the stamp's pixels and counts.</param>
/// <param name="Errors">
/// 1-sigma errors in the same fields and units: Gaussian priors about <paramref name="Profile"/>. Infinite or NaN where
/// a parameter is free.
/// </param>
public sealed record FitStart(SersicProfile Profile, SersicProfile Errors);
