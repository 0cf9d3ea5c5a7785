using FsCheck;
using FsCheck.Fluent;
using Memori.Server.Monitoring.Requests;

namespace Memori.Server.Tests.Monitoring;

public sealed class LatencyHistogramTests
{
    private static readonly double[] Shares = [0, 0.5, 0.95, 0.99, 1];

    [Fact]
    public void Percentile_OfAnyTimes_IsWithinItsErrorOfTheGuides() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Times().ArrayOf().Where(times => times.Length > 0).ToArbitrary(), times =>
        {
            var histogram = Of(times);
            var sorted = times.Order().ToArray();
            foreach (var share in Shares)
            {
                double exact = sorted[Math.Min((int)(sorted.Length * share), sorted.Length - 1)];
                Math.Abs(histogram.Percentile(share) - exact).ShouldBeLessThanOrEqualTo(Math.Max(1, exact * (LatencyHistogram.RelativeError + 1e-9)));
            }
        }));

    [Fact]
    public void Parts_AddUpToTheWhole_AndComeBackFromBytes() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(100),
        Prop.ForAll(Times().ArrayOf().ToArbitrary(), times =>
        {
            var parts = new LatencyHistogram();
            foreach (var part in times.Chunk(7))
            {
                parts.Add(LatencyHistogram.Read(Of(part).ToBytes()));
            }

            (parts.Count, Convert.ToHexString(parts.ToBytes())).ShouldBe((times.Length, Convert.ToHexString(Of(times).ToBytes())));
        }));

    [Fact]
    public void Read_WhatIsCutOrOfAnotherForm_IsRefused()
    {
        var bytes = Of([1_000_000, 2_000_000]).ToBytes();
        Should.Throw<InvalidDataException>(() => LatencyHistogram.Read(bytes.AsSpan()[..^1]));
        Should.Throw<InvalidDataException>(() => LatencyHistogram.Read([9, 1, 1]));
        Should.Throw<InvalidDataException>(() => LatencyHistogram.Read([]));
    }

    [Fact]
    public void Percentile_OfNothing_IsZero() => new LatencyHistogram().Percentile(0.95).ShouldBe(0);

    // Over nine orders of magnitude.
    private static Gen<long> Times() => from exponent in Gen.Choose(0, 9000) select (long)Math.Pow(10, exponent / 1000.0);

    private static LatencyHistogram Of(IEnumerable<long> times)
    {
        var histogram = new LatencyHistogram();
        foreach (var time in times)
        {
            histogram.Add(time);
        }

        return histogram;
    }
}
