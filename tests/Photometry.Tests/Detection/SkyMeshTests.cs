using GaLNet.Photometry.Detection;

namespace GaLNet.Photometry.Tests.Detection;

public class SkyMeshTests
{
    [Fact]
    public void LevelAndNoiseOfPureNoise()
    {
        var plane = new SyntheticField(512, 384).AddNoise(3).AddSky((_, _) => 100).Plane();
        var sky = SkyMesh.Estimate(plane);
        // 1-sigma error of a cell's mode is about 0.02 sigma; of its sigma, 0.006 sigma.
        sky.Level.Should().AllSatisfy(level => level.Should().BeApproximately(100, 0.2f));
        sky.Sigma.Should().AllSatisfy(sigma => sigma.Should().BeApproximately(3, 0.1f));
    }

    [Fact]
    public void FollowsAGradientToTheEdges()
    {
        var plane = new SyntheticField(512, 512).AddNoise(1).AddSky((x, y) => 0.05 * x - 0.02 * y).Plane();
        var sky = SkyMesh.Estimate(plane, 64);
        foreach (var (x, y) in new[] { (0, 0), (511, 0), (255, 255), (0, 511), (511, 511), (100, 400) })
            sky.Level[y * 512 + x].Should().BeApproximately((float)(0.05 * x - 0.02 * y), 0.6f);
    }

    [Fact]
    public void OverlappingPiecesSeeTheSameSky()
    {
        var field = new SyntheticField(900, 700, 7).AddNoise(1)
            .AddSky((x, y) => 20 + 3 * Math.Sin(x / 150.0) + 0.01 * y);
        var whole = SkyMesh.Estimate(field.Plane(), 64);
        var piece = Cut(field, 900, 133, 71, 640, 600);
        var part = SkyMesh.Estimate(piece, 64);
        // Three cells inside the piece's edge all cells that matter are complete.
        for (int y = 256; y < 600 - 256; y += 11)
        for (int x = 256; x < 640 - 256; x += 13)
        {
            int at = (y + 71) * 900 + x + 133;
            part.Level[y * 640 + x].Should().BeApproximately(whole.Level[at], 1e-4f);
            part.Sigma[y * 640 + x].Should().BeApproximately(whole.Sigma[at], 1e-4f);
        }
    }

    [Fact]
    public void PixelsWithoutDataTakeNoPart()
    {
        var field = new SyntheticField(256, 256, 3).AddNoise(1).AddSky((_, _) => 50);
        var mask = new byte[256 * 256];
        var weight = new float[256 * 256];
        Array.Fill(weight, 4f);
        for (int y = 0; y < 256; y++)
        for (int x = 0; x < 100; x++)
        {
            int at = y * 256 + x;
            if (x < 30)
                field.Pixels[at] = float.NaN;
            else if (x < 60)
                (field.Pixels[at], mask[at]) = (1e6f, 1);
            else
                (field.Pixels[at], weight[at]) = (-1e6f, 0);
        }

        var plane = new Plane { Width = 256, Height = 256, Pixels = field.Pixels, Mask = mask, Weight = weight };
        var sky = SkyMesh.Estimate(plane, 64);
        for (int x = 0; x < 256; x++)
        {
            sky.Level[128 * 256 + x].Should().BeApproximately(50, 0.3f);
            if (x < 100)
                sky.Sigma[128 * 256 + x].Should().Be(float.PositiveInfinity);
            else
                sky.Sigma[128 * 256 + x].Should().BeApproximately(1, 0.1f);
        }
    }

    [Fact]
    public void WeightsScaleTheNoise()
    {
        const int size = 256;
        var field = new SyntheticField(size, size, 5).AddNoise(1);
        var weight = new float[size * size];
        for (int i = 0; i < weight.Length; i++)
        {
            weight[i] = i % size < size / 2 ? 1f : 0.25f;
            field.Pixels[i] /= MathF.Sqrt(weight[i]);
        }

        var plane = new Plane { Width = size, Height = size, Pixels = field.Pixels, Weight = weight };
        var sky = SkyMesh.Estimate(plane, 64);
        sky.Sigma[100 * size + 20].Should().BeApproximately(1, 0.06f);
        sky.Sigma[100 * size + 230].Should().BeApproximately(2, 0.12f);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(7f)]
    [InlineData(float.NaN)]
    public void PlanesWithoutNoiseOrDataHaveASky(float value)
    {
        var pixels = new float[40 * 30];
        Array.Fill(pixels, value);
        var sky = SkyMesh.Estimate(new Plane { Width = 40, Height = 30, Pixels = pixels });
        if (float.IsNaN(value))
        {
            sky.Sigma.Should().AllSatisfy(sigma => sigma.Should().Be(float.PositiveInfinity));
            sky.Level.Should().AllSatisfy(level => level.Should().Be(0));
        }
        else
        {
            sky.Sigma.Should().AllSatisfy(sigma => sigma.Should().Be(0));
            sky.Level.Should().AllSatisfy(level => level.Should().Be(value));
        }
    }

    internal static Plane Cut(SyntheticField field, int stride, int x0, int y0, int width, int height)
    {
        var pixels = new float[width * height];
        for (int y = 0; y < height; y++)
            field.Pixels.AsSpan((y0 + y) * stride + x0, width).CopyTo(pixels.AsSpan(y * width));
        return new Plane { Width = width, Height = height, Pixels = pixels, OriginX = x0, OriginY = y0 };
    }
}
