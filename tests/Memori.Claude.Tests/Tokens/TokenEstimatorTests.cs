using System.Text;
using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Caching;
using Memori.Claude.Tokens;

namespace Memori.Claude.Tests.Tokens;

/// <summary>
/// The weights were fitted on the samples of even index. Here the estimator learns from 20 calls made of those, to a model whose factor it does not know, and is judged on calls made of the others.
/// </summary>
public sealed class TokenEstimatorTests(ITestOutputHelper output)
{
    private const string Model = "claude-sonnet-5-5";
    private const int Learned = 20;

    // What the API tells the model about tools, by its documentation; as the emulator has none, the estimator must do without as well.
    private const int Preamble = 346;

    // Shorter prompts differ by a token or two, which is much of little and little of anything.
    private const int Short = 50;

    public static TheoryData<string, double> KindsAndFactors() =>
        [.. new[] { "english", "chinese", "code", "json", "tools", "images", "mixed", "everything" }.SelectMany(_ => new[] { 0.8, 1.0, 1.3, 1.7 }, (kind, factor) => (kind, factor))];

    [Theory]
    [MemberData(nameof(KindsAndFactors))]
    public void Estimate_After20Calls_IsWithinATenth_AndNeverUnderByMoreThan5PercentOnAverage(string kind, double factor)
    {
        var estimator = new TokenEstimator();
        var random = new Random(5);
        foreach (var (features, tokens) in Prompts(kind, factor, heldOut: false, random).Take(Learned))
        {
            estimator.Learn(Model, features, tokens);
        }

        var judged = Prompts(kind, factor, heldOut: true, random).Where(prompt => prompt.Tokens >= Short).Take(200).ToList();
        var errors = judged.Select(prompt => (estimator.Estimate(Model, prompt.Features) / (double)prompt.Tokens) - 1).ToList();
        var exceeded = judged.Count(prompt => prompt.Tokens > estimator.UpperBound(Model, prompt.Features));
        var margin = judged.Average(prompt => estimator.UpperBound(Model, prompt.Features) / (double)estimator.Estimate(Model, prompt.Features)) - 1;
        output.WriteLine($"{kind} x {factor}: {judged.Count} prompts, mean |error| {errors.Average(Math.Abs):P1}, mean {errors.Average():P1}, margin {margin:P0}, exceeded {exceeded}");
        errors.Average(Math.Abs).ShouldBeLessThan(0.1);
        errors.Average().ShouldBeGreaterThan(-0.05);
        exceeded.ShouldBeLessThanOrEqualTo(judged.Count / 50);
    }

    /// <summary>Requests of samples, and what a model would count; images don't depend on its factor.</summary>
    private static IEnumerable<(PromptFeatures Features, long Tokens)> Prompts(string kind, double factor, bool heldOut, Random random)
    {
        List<CountedText> samples = [.. CountedText.All.Where((_, i) => i % 2 == (heldOut ? 1 : 0))];
        while (true)
        {
            var of = kind switch { "everything" => Pick(["english", "chinese", "code", "json", "tools", "images", "mixed"]), _ => kind };
            List<CountedText> texts = of switch
            {
                "tools" => [Pick(Of("tools", "english"))],
                "images" => [Pick(Of("english"))],
                _ => [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Pick(Of(of == "mixed" ? ["english", "chinese", "mixed", "code", "json", "sql", "log", "table", "markdown"] : [of])))],
            };
            List<CountedText> tools = of == "tools" ? [Pick(Tools()), Pick(Tools())] : [];
            var content = new JsonArray([.. texts.Select(text => new JsonObject { ["type"] = "text", ["text"] = text.Text })]);
            var pixels = 0;
            if (of == "images")
            {
                var (width, height) = (random.Next(100, 1000), random.Next(100, 1000));
                pixels = width * height;
                content.Add(new JsonObject { ["type"] = "image", ["source"] = new JsonObject { ["type"] = "base64", ["media_type"] = "image/png", ["data"] = Convert.ToBase64String(Images.Png(width, height)) } });
            }

            var body = new JsonObject { ["model"] = Model, ["max_tokens"] = 100, ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = content }) };
            if (tools.Count > 0)
            {
                body["tools"] = new JsonArray([.. tools.Select(tool => JsonNode.Parse(tool.Text))]);
            }

            var counted = (long)Math.Ceiling(texts.Concat(tools).Sum(text => text.Tokens) * factor) + (int)Math.Ceiling(pixels / 750.0);
            var preamble = tools.Count > 0 && kind == "everything" ? Preamble : 0;
            yield return (PromptFeatures.OfRequest(Encoding.UTF8.GetBytes(body.ToJsonString())), counted + preamble);
        }

        IReadOnlyList<CountedText> Of(params string[] kinds) => [.. samples.Where(sample => kinds.Contains(sample.Kind))];

        IReadOnlyList<CountedText> Tools() => [.. samples.Where(sample => sample.Kind == "tools" && sample.Text.StartsWith("{\"name\"", StringComparison.Ordinal))];

        T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
    }
}
