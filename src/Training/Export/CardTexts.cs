namespace GaLNet.Training.Export;

/// <summary>What the cards say about the two architectures.</summary>
internal static class CardTexts
{
    /// <summary>Our best pair.</summary>
    public static IReadOnlyList<string> Best { get; } =
    [
        """
        ## Network

        Everything is inside the file: the stamp is divided by the sky's noise and compressed (asinh), once in units of
        the noise and once in units of the flux within 7.5 pixels; a trunk of four blocks of two 3 x 3 convolutions
        (batch normalisation folded in, ReLU, 2 x 2 average pool after the first three) sees both at half resolution.
        After its second block it estimates, cell by cell of 4 x 4 pixels, which share of the light is the target's;
        stamps are weighted with it before a centroid and Hermite-Gauss moments in eight windows (sigma 1 to 14 pixels)
        are taken. The head forms eight direct answers and, beside them, gains by which measured ellipticities, offsets
        and window fluxes enter the answer, one gain for both components of a pair. GaLNet-2 adds the PSF as a code
        (625-64-32) and as moments in the six smaller windows. Targets: x, y, magnitude relative to the aperture's, ln
        rEff, e1, e2, ln n, and q on top of what the ellipticity implies.
        """,
        """
        ## Training

        GaLNet-1 and GaLNet-2 share the trunk and are trained together on the sum of their losses. Mocks are painted
        while it learns and used about eight times each, every time with fresh noise and one of eight orientations; 20 %
        get the neighbours of another mock, 10 % none. Four fifths are Table 1 of GaLNet I in KiDS r with neighbours from
        deep counts (none brighter than 22.5 within 1.5 arcsec); one fifth has pixels of 0.15-0.36 arcsec, seeing of
        0.5-1.1 arcsec and 10-3000 electrons per sky sigma. Loss: Laplace likelihood + L1 + half the clipped square,
        smooth L1 alone in the first tenth of a training from random weights, + 0.3 times the cross-entropy of the shares
        of light. AdamW, rate as above (2 % rise, then a cosine to nothing), batch 2 x 64, weights averaged (0.998 every
        fourth step), convolutions in bfloat16.
        """,
        """
        ## Errors

        Laplace scales predicted by the network, times factors measured on held-out mocks, as many crowded as clean: by
        parameter, linear in ln S/N and in the logarithm of the neighbours' visible light, which the shares tell. The
        error of PA follows from those of e1 and e2 and is never above 52 degrees.
        """,
    ];

    /// <summary>The paper's pair.</summary>
    public static IReadOnlyList<string> Paper { get; } =
    [
        """
        ## Network and training

        As in GaLNet I, §2.3: four blocks of two 3 x 3 convolutions and a 2 x 2 average pool, three fully connected
        layers; GaLNet-2 adds one block on the PSF. Huber loss with delta = 0.001, Adam, the seven parameters
        (standardised) as targets, so that PA breaks at 0 and 180 degrees. Ours, because the paper does not give them:
        the channels, batch normalisation, pixels as asinh(stamp / 3 sky sigma), a cosine schedule with weight averaging
        and all eight orientations of every mock. Unlike in the paper, GaLNet-1 and GaLNet-2 share the four blocks and
        are trained together, the losses added. Mocks are the paper's sample with neighbours.
        """,
        """
        ## Errors

        The network predicts none. Half widths are those that its errors have on held-out mocks of the same S/N
        and with as much light that has no counterpart across the centre, which is that of neighbours.
        """,
    ];
}
