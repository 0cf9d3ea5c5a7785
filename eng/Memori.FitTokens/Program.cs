using System.Globalization;
using Memori.Claude.Tokens;
using Memori.FitTokens;

// Memori.FitTokens token-counts.json [pull]: fits the weights of texts on every other sample, but those of kind odd, and tells the errors on both halves.
if (args.Length is < 1 or > 2)
{
    Console.Error.WriteLine("usage: Memori.FitTokens token-counts.json [pull]");
    return 2;
}

double[] guess =
[
    0.9, 1, 1, 1.1, 1.8, 0.5, 0.5, 0.3, 0.5,
    0.6, 1, 0.7, 1.2, 0.9, 1.2, 0.9, 1.8, 1, 2.5, 0.3,
    0.3, 0.3, 0.3, 0.4, 0.4, 0.8, 0.05, 0.4, 0.02, 0.2,
];
double[] least =
[
    0.9, 0, 0, 0, 0, 0.5, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.1,
    0.3, 0.3, 0, 0, 0, 0.8, 0.02, 0, 0.02, 0.02,
];
var (fit, held) = Sample.Read(args[0]);
var weights = WeightFit.Of([.. fit.Where(sample => sample.Kind != "odd")], guess, least, args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 0.003);
Console.WriteLine(string.Join(", ", weights.Select(weight => Math.Round(weight, 3).ToString(CultureInfo.InvariantCulture))));
for (var i = 0; i < weights.Length; i++)
{
    Console.WriteLine($"{(TextFeature)i,-20} {weights[i]:0.000} in {fit.Count(sample => sample.Features[i] > 0)} samples");
}

Report("fitted", fit);
Report("held out", held);
return 0;

void Report(string name, List<Sample> samples)
{
    Console.WriteLine($"{name}: {samples.Count} samples");
    foreach (var kind in samples.GroupBy(sample => sample.Kind).Append(samples.Where(sample => sample.Kind != "odd").GroupBy(_ => "all").Single()))
    {
        var long50 = kind.Where(sample => sample.Tokens >= 50).ToList();
        var errors = long50.Select(sample => (WeightFit.Dot(weights, sample.Features) / sample.Tokens) - 1).ToList();
        var total = kind.Sum(sample => WeightFit.Dot(weights, sample.Features)) / kind.Sum(sample => sample.Tokens);
        var worst = kind.MaxBy(sample => Math.Abs(WeightFit.Dot(weights, sample.Features) - sample.Tokens) / (sample.Tokens + 20))!;
        Console.WriteLine($"  {kind.Key,-10} of 50 tokens and more: {long50.Count,3}, mean |error| {errors.Average(Math.Abs):P1}, mean error {errors.Average():P1}, worst {errors.Min():P0}..{errors.Max():P0}; total {total - 1:P1}; {worst.Tokens} as {WeightFit.Dot(weights, worst.Features):0}: {worst.Text[..Math.Min(40, worst.Text.Length)].ReplaceLineEndings(" ")}");
    }
}
